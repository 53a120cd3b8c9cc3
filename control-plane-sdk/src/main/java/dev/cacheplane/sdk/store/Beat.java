package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Redis' own time, in milliseconds since 1970, and the key that is told it while somebody hears from Redis. */
final class Beat {
    private Beat() {}

    /** What stands in a beat; empty if nothing does, or no time. */
    static Optional<Long> millis(byte @Nullable [] written) {
        String text = written == null ? "" : new String(written, US_ASCII);
        return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** The answer of TIME: seconds, and microseconds. */
    static long millis(List<byte[]> time) {
        return Long.parseLong(new String(time.get(0), US_ASCII)) * 1_000
                + Long.parseLong(new String(time.get(1), US_ASCII)) / 1_000;
    }
}
