package dev.cacheplane.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/** How long each of many things took. Thread-safe. */
public final class Times {
    private final long[] nanos;
    private int count;

    /** Room for so many; more are not kept. */
    public Times(int most) {
        nanos = new long[most];
    }

    /** One more. */
    public synchronized void add(long took) {
        if (count < nanos.length) {
            nanos[count++] = took;
        }
    }

    /** All of these. */
    public void addAll(Times others) {
        for (long took : others.copy()) {
            add(took);
        }
    }

    private synchronized long[] copy() {
        return Arrays.copyOf(nanos, count);
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }

    /** From the shortest to the longest, in nanoseconds; 0 if there are none. */
    public synchronized long range() {
        LongSummaryStatistics all = Arrays.stream(nanos, 0, count).summaryStatistics();
        return count == 0 ? 0 : all.getMax() - all.getMin();
    }

    /** What so many percent of them did not exceed, in milliseconds. */
    public synchronized double millis(double percent) {
        long[] sorted = copy();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return count == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)] / 1e6;
    }

    /** Median, 99th percentile and maximum. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, max %.2f ms", millis(50), millis(99), millis(100));
    }
}
