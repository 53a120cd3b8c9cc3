package dev.cacheplane.sdk.store;

import java.util.OptionalLong;

/**
 * The reports that one {@link Watcher} gets. Safe for any number of threads; no method blocks. What is covered stays so for as long as reports are confirmed, until the watcher is told that
 * anything may have changed.
 */
public interface Watch extends AutoCloseable {
    /** Has changes under one more prefix reported, soon; see {@link #covers}. Does nothing if they are. */
    void add(String prefix);

    /** Whether changes under this prefix are reported, as far as {@link #confirmedAt} says; {@code false} for one that was never asked for. */
    boolean covers(String prefix);

    /**
     * When, by {@link System#nanoTime}, the latest heartbeat was sent that has been answered well: whatever had changed by then has been reported. Empty while
     * reports do not come.
     */
    OptionalLong confirmedAt();

    /**
     * Whether {@link #confirmedAt} is later than that, by {@link System#nanoTime}. Asked at each hit in the process' own memory: a store that can answer without making an object
     * should.
     */
    default boolean isConfirmedAfter(long nanoTime) {
        OptionalLong confirmed = confirmedAt();
        return confirmed.isPresent() && confirmed.getAsLong() - nanoTime > 0;
    }

    /** Ends the reports. Idempotent. */
    @Override
    void close();
}
