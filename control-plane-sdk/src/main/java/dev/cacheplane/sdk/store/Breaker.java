package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Arrays;

/**
 * Decides from how calls end whether a store is worth waiting for. It <em>trips</em> after a few calls in a row that were not answered in time, or when a large
 * share of the calls of the last seconds were slow; then nobody should be let through until a probe was answered fast. Others call a tripped breaker an open
 * circuit; here it is the gate that is open or closed. Told the time, and tells it nobody; thread-safe.
 *
 * <p>After resilience4j's sliding time window: a ring of slots of one second each, of which those older than the window are forgotten.
 */
final class Breaker {
    /** Calls in a row, without an answer in time, that trip. */
    static final int UNANSWERED_IN_A_ROW = 3;

    /** What is forgotten. */
    static final Duration WINDOW = Duration.ofSeconds(5);

    /** A share of the window's calls in percent that trips if they were slow, not answered in time included. */
    static final int SLOW_PERCENT = 50;

    /** Fewer calls in the window say nothing of a share. */
    static final int LEAST_CALLS = 20;

    /** A probe is fast up to this, until the breaker has tripped once. */
    static final Duration LENIENT = Duration.ofMillis(500);

    /** A probe is fast up to this, however little time the caller had who made the breaker trip. */
    static final Duration STRICT = Duration.ofMillis(50);

    private static final long SLOT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SLOTS = (int) WINDOW.toSeconds();

    private final long[] slotOf = new long[SLOTS];
    private final int[] calls = new int[SLOTS];
    private final int[] slow = new int[SLOTS];
    private int unanswered;
    private Duration fast = LENIENT;

    /**
     * A call was answered.
     *
     * @param took in nanoseconds
     * @param now of {@link System#nanoTime}, or another clock's, but always the same
     * @return whether the breaker trips
     */
    synchronized boolean answered(long took, Duration within, long now) {
        unanswered = 0;
        boolean isSlow = took > within.toNanos() / 2;
        count(isSlow, now);
        return isSlow && isMostlySlow(now) && trips(within);
    }

    /** As {@link #answered}, of a call that was not answered in time. */
    synchronized boolean unanswered(Duration within, long now) {
        unanswered++;
        count(true, now);
        return (unanswered >= UNANSWERED_IN_A_ROW || isMostlySlow(now)) && trips(within);
    }

    private boolean trips(Duration within) {
        Duration half = within.dividedBy(2);
        fast = half.compareTo(STRICT) < 0 ? STRICT : half;
        return true;
    }

    /** Whether a probe that took so long would not have been slow for the caller who made the breaker trip. */
    synchronized boolean isFast(Duration took) {
        return took.compareTo(fast) <= 0;
    }

    /** Forgets everything: a probe was answered fast. */
    synchronized void reset() {
        unanswered = 0;
        Arrays.fill(calls, 0);
        Arrays.fill(slow, 0);
    }

    private void count(boolean isSlow, long now) {
        long slot = Math.floorDiv(now, SLOT_NANOS);
        int i = (int) Math.floorMod(slot, (long) SLOTS);
        if (slotOf[i] != slot) {
            slotOf[i] = slot;
            calls[i] = 0;
            slow[i] = 0;
        }
        calls[i]++;
        slow[i] += isSlow ? 1 : 0;
    }

    private boolean isMostlySlow(long now) {
        long slot = Math.floorDiv(now, SLOT_NANOS);
        long allCalls = 0;
        long allSlow = 0;
        for (int i = 0; i < SLOTS; i++) {
            if (slot - slotOf[i] < SLOTS) {
                allCalls += calls[i];
                allSlow += slow[i];
            }
        }
        return allCalls >= LEAST_CALLS && allSlow * 100 >= allCalls * SLOW_PERCENT;
    }
}
