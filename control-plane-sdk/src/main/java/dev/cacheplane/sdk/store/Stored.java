package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one entry. Either half may be missing: programs that know nothing of metadata write payloads too, and each half
 * may be evicted alone. The arrays are not copied.
 */
public final class Stored {
    private final byte @Nullable [] payload;
    private final byte @Nullable [] metadata;
    private final Duration timeToLive;

    /**
     * @param payload the entry's bytes, or {@code null}
     * @param metadata its companion's bytes, or {@code null}
     * @param timeToLive how much longer the payload stays; zero where there is none, or where it never expires
     */
    public Stored(byte @Nullable [] payload, byte @Nullable [] metadata, Duration timeToLive) {
        this.payload = payload;
        this.metadata = metadata;
        this.timeToLive = timeToLive;
    }

    /** Whether there is a whole entry, and not the one whose metadata has been {@code seen}; {@code null} if none has. */
    boolean isAnotherThan(byte @Nullable [] seen) {
        return payload != null && metadata != null && !Arrays.equals(metadata, seen);
    }

    /** The entry's bytes, or {@code null}. */
    public byte @Nullable [] payload() {
        return payload;
    }

    /** The companion's bytes, or {@code null}. */
    public byte @Nullable [] metadata() {
        return metadata;
    }

    /** How much longer the payload stays; zero where there is none, or where it never expires. */
    public Duration timeToLive() {
        return timeToLive;
    }
}
