package dev.cacheplane.sdk.cache;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One caller's way to a value, which others of this process may join. */
final class Flight<T> {
    /** What a flight ends with whose computation takes too long. */
    static final class GivenUp extends RuntimeException {
        GivenUp() {
            super("The computation took too long");
        }
    }

    private final TypeOf<T> type;
    private final Terms terms;
    private final boolean tagging;
    private final Thread leader = Thread.currentThread();
    private final CompletableFuture<Cached<T>> landed = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long begun;
    private volatile boolean hasBegun;

    /**
     * A flight that the current thread leads.
     *
     * @param type what it ends with
     * @param tagging whether its computation may name tags that nobody knows yet
     * @param now in nanoseconds of the cache's clock
     */
    Flight(TypeOf<T> type, Terms terms, boolean tagging, long now) {
        this.type = type;
        this.terms = terms;
        this.tagging = tagging;
        this.begun = now;
    }

    TypeOf<T> type() {
        return type;
    }

    /** Which switching-on of the cache it is of, see {@link Terms}. */
    String since() {
        return terms.since();
    }

    /** Whether it bears every generation that another must: whatever makes that one's value outdated detaches this one too. */
    boolean bearsAllOf(Flight<?> other) {
        return terms.generations().containsAll(other.terms.generations());
    }

    /** Whether what it ends with is outdated where one of these generations is new. */
    boolean bearsAny(Collection<String> generations) {
        return tagging || !Collections.disjoint(terms.generations(), generations);
    }

    /** When it began, or was announced if it has not begun. */
    long begun() {
        return begun;
    }

    /** Whether it has asked for anything yet: what happens before does not make it old. */
    boolean hasBegun() {
        return hasBegun;
    }

    void begin(long now) {
        begun = now;
        hasBegun = true;
    }

    /** Returns whether this is the first time. */
    boolean end() {
        return ended.compareAndSet(false, true);
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
