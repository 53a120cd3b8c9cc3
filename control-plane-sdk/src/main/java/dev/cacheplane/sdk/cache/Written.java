package dev.cacheplane.sdk.cache;

import java.time.Duration;

/** A payload and its line of metadata, as they are to be stored. The arrays are not copied. */
final class Written {
    private final byte[] payload;
    private final byte[] line;
    private final Duration keep;

    /** @param keep for how long they are kept */
    Written(byte[] payload, byte[] line, Duration keep) {
        this.payload = payload;
        this.line = line;
        this.keep = keep;
    }

    byte[] payload() {
        return payload;
    }

    byte[] line() {
        return line;
    }

    Duration keep() {
        return keep;
    }
}
