package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Generation;

/** A generation's value as this process has read it. Whoever keeps the cell need not look for it again: it says itself when something has been heard of it. Thread-safe. */
final class Cell {
    private final Generation value;
    private final long flushes;
    private volatile boolean forgotten;

    /** @param flushes how often everything had been forgotten when it was asked for */
    Cell(Generation value, long flushes) {
        this.value = value;
        this.flushes = flushes;
    }

    Generation value() {
        return value;
    }

    /** How often everything had been forgotten when it was asked for: where that is more now, it is not known any more. */
    long flushes() {
        return flushes;
    }

    /** Whether nothing has been heard of the generation since it was asked for; {@link #flushes} counts besides. */
    boolean isKnown() {
        return !forgotten;
    }

    void forget() {
        forgotten = true;
    }
}
