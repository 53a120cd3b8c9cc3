package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides whether one caller computes a fresh entry anew shortly before it expires, so that not all callers find it gone at the same moment. The nearer the end, and the longer the
 * computation takes, the likelier; callers need not agree on anything.
 *
 * <p>After Vattani, Chierichetti, Lowenstein: "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015 (XFetch, with β = 1).
 */
final class EarlyRefresh {
    /** Nobody draws more than this many computation times: the chance is one in two thousand millions. */
    private static final int MOST = 21;

    private EarlyRefresh() {}

    /**
     * @param left for how long it is still fresh
     * @param took how long it took to compute
     */
    static boolean isDue(Duration left, Duration took, RandomGenerator random) {
        if (took.isZero() || left.compareTo(took.multipliedBy(MOST)) > 0) {
            return false;
        }
        return drawn(took, random).compareTo(left) >= 0;
    }

    /**
     * How long before its end a value is made anew, drawn once for all who read it in one process' memory until then.
     *
     * @param took how long it took to compute
     */
    static Duration drawn(Duration took, RandomGenerator random) {
        return Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * took.toNanos()));
    }
}
