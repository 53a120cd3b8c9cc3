package dev.cacheplane.sdk.cache;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One caller's way to an entry, which others of this process may join.
 *
 * @param <L> what it lands with
 */
final class Flight<L> {
    /** What a flight ends with whose leader gives up, for reasons of its own: those who have joined look again. */
    static final class GivenUp extends RuntimeException {
        GivenUp() {
            super("The computation was given up");
        }
    }

    private final Type type;
    private final Terms terms;
    private final boolean tagging;
    private volatile @Nullable Thread leader = Thread.currentThread();
    private final CompletableFuture<L> landed = new CompletableFuture<>();
    private final CompletableFuture<Void> detached = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long begun;
    private volatile boolean hasBegun;

    /**
     * A flight that the current thread leads.
     *
     * @param type of the content: who looks for another does not join
     * @param tagging whether its computation may name tags that nobody knows yet
     * @param now in nanoseconds of the cache's clock
     */
    Flight(Type type, Terms terms, boolean tagging, long now) {
        this.type = type;
        this.terms = terms;
        this.tagging = tagging;
        this.begun = now;
    }

    Type type() {
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
    CompletableFuture<L> landed() {
        return landed;
    }

    /** Something may have made it old: who comes later does not join. */
    void detach() {
        detached.complete(null);
    }

    boolean isDetached() {
        return detached.isDone();
    }

    /** Runs this when it is detached, at once if it is already; must not block. */
    void whenDetached(Runnable then) {
        var unused = detached.thenRun(then);
    }

    /** Whether the current thread leads: its loader has asked for the very entry that it computes. */
    boolean isOwn() {
        return Thread.currentThread().equals(leader);
    }

    /** It goes on without the thread that began it, which may wait for it from now on like any other. */
    void leave() {
        leader = null;
    }
}
