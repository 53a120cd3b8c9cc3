package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keys whose responses have turned out not to be for storing, each for a while: nobody should wait there for what will not be shared. What Varnish calls hit-for-miss. Thread-safe.
 */
final class Passes {
    private static final int MOST = 10_000;

    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    Passes(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** With too many, all are forgotten: they are made again as they are needed. */
    void note(String key, Duration pause) {
        if (pause.isZero() || pause.isNegative()) {
            return;
        }
        if (ends.size() >= MOST) {
            ends.clear();
        }
        ends.put(key, nanoClock.getAsLong() + pause.toNanos());
    }

    boolean isNoted(String key) {
        Long end = ends.get(key);
        if (end == null) {
            return false;
        }
        boolean over = nanoClock.getAsLong() - end >= 0;
        return !over || !ends.remove(key, end);
    }
}
