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

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private EarlyRefresh() {}

    /**
     * @param left for how long it is still fresh
     * @param took how long it took to compute
     */
    static boolean isDue(Duration left, Duration took, RandomGenerator random) {
        long end = nanos(left);
        long computing = nanos(took);
        return computing > 0 && end / MOST <= computing && drawn(computing, random) >= end;
    }

    /**
     * How long before its end a value is made anew, in nanoseconds, drawn once for all who read it in one process' memory until then.
     *
     * @param took how long it took to compute
     */
    static long drawn(Duration took, RandomGenerator random) {
        return drawn(nanos(took), random);
    }

    private static long drawn(long took, RandomGenerator random) {
        return (long) (-Math.log(1 - random.nextDouble()) * took);
    }

    /** What is longer than 146 years is as long as these: any number may stand in an entry's metadata. */
    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST.toNanos();
    }
}
