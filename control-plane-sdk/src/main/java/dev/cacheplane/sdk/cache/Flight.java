package dev.cacheplane.sdk.cache;

import java.util.concurrent.CompletableFuture;

/** One caller's way to a value, which others of this process may join. */
final class Flight<T> {
    private final TypeOf<T> type;
    private final String since;
    private final Thread leader = Thread.currentThread();
    private final long begun;
    private final CompletableFuture<Cached<T>> landed = new CompletableFuture<>();

    /**
     * Begins a flight that the current thread leads.
     *
     * @param type what it ends with
     * @param since which switching-on of the cache it is of, see {@link Terms}
     * @param begun now, in nanoseconds of the cache's clock
     */
    Flight(TypeOf<T> type, String since, long begun) {
        this.type = type;
        this.since = since;
        this.begun = begun;
    }

    TypeOf<T> type() {
        return type;
    }

    String since() {
        return since;
    }

    long begun() {
        return begun;
    }

    /** Completed with what the leader returned or threw. */
    CompletableFuture<Cached<T>> landed() {
        return landed;
    }

    /** Whether the current thread leads: its loader has asked for the very entry that it computes. */
    boolean isOwn() {
        return leader == Thread.currentThread();
    }
}
