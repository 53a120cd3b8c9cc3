package dev.cacheplane.sdk.cache;

/**
 * Guesses from the last few looks whether the next finds nothing, as it is after a flush, and where hardly anything is asked for twice. A moving average; an
 * update that is lost to another thread's does no harm.
 */
final class Misses {
    private static final int CERTAIN = 1 << 16;
    private static final int LIKELY = CERTAIN / 2;
    private static final int MEMORY = 8;

    private volatile int share;

    boolean areLikely() {
        return share > LIKELY;
    }

    void count(boolean missed) {
        int before = share;
        int after = before + ((missed ? CERTAIN : 0) - before) / MEMORY;
        if (after != before) {
            share = after;
        }
    }
}
