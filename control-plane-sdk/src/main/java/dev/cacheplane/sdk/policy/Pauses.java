package dev.cacheplane.sdk.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses by chance, so that many services do not all come at once. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 16;

    private Pauses() {}

    /**
     * Full jitter: anything from nothing to a bound that begins with half a second and doubles with each failure.
     *
     * @param failures in a row, at least 1
     * @param longest the bound's bound
     */
    static Duration afterFailures(int failures, Duration longest, RandomGenerator random) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return upTo(doubled.compareTo(longest) < 0 ? doubled : longest, random);
    }

    /** The duration, give or take a fifth of it. */
    static Duration around(Duration mean, RandomGenerator random) {
        return mean.multipliedBy(4).dividedBy(5).plus(upTo(mean.multipliedBy(2).dividedBy(5), random));
    }

    private static Duration upTo(Duration most, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }
}
