package dev.cacheplane.sdk.store;

import org.jspecify.annotations.Nullable;
import java.time.Duration;

/**
 * What the store holds of one entry. Either half may be missing: programs that know nothing of metadata write payloads too, and each half
 * may be evicted alone. The arrays are the caller's, not copies.
 *
 * @param payload the entry's bytes, or {@code null}
 * @param metadata its companion's bytes, or {@code null}
 * @param timeToLive how much longer the payload stays; zero where there is none, or where it never expires
 */
public record Stored(byte @Nullable [] payload, byte @Nullable [] metadata, Duration timeToLive) {
    /** Neither half. */
    public static final Stored NOTHING = new Stored(null, null, Duration.ZERO);
}
