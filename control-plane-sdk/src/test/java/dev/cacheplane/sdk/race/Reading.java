package dev.cacheplane.sdk.race;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** A read under way in a thread of its own. If it loads, it is held when it has read the row, until it may finish. */
final class Reading {
    private static final long LONG_ENOUGH = 100_000_000; // ns

    private final Future<Long> result;
    private final Hold loaded;

    Reading(Future<Long> result, Hold loaded) {
        this.result = result;
        this.loaded = loaded;
    }

    /** Waits until it has read the row; {@code false} if it does not load. */
    boolean awaitLoaded() {
        return loaded.awaitReached();
    }

    boolean hasLoaded() {
        return loaded.isReached();
    }

    boolean isDone() {
        return result.isDone();
    }

    /** Lets readings get as far as they can, which takes no time where nothing holds them. Some may wait for what only the caller can end: hence a limit. */
    static void letRun(List<Reading> readings) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < LONG_ENOUGH
                && !readings.stream().allMatch(r -> r.isDone() || r.hasLoaded())) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    void mayFinish() {
        loaded.release();
    }

    /** Lets all of them finish, and waits until they have. */
    static void finish(List<Reading> readings) {
        readings.forEach(Reading::mayFinish);
        readings.forEach(Reading::finish);
    }

    /** Lets it finish, and waits until it has; returns what it read. */
    long finish() {
        mayFinish();
        return Node.result(result);
    }
}
