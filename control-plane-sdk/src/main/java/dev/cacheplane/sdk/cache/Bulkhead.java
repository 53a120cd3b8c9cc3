package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Lets so many callers compute at once who have waited for another's computation in vain, so that a slow database is not asked by all of them. */
final class Bulkhead {
    private final Semaphore places;
    private final Duration maxWait;

    /** @param maxWait after which a caller goes ahead without a place: computations that need each other must not wait for ever */
    Bulkhead(int places, Duration maxWait) {
        this.places = new Semaphore(places, true);
        this.maxWait = maxWait;
    }

    <R, X extends Exception> R compute(Work<R, X> work) throws X {
        boolean placed = enter();
        try {
            return work.run();
        } finally {
            if (placed) {
                places.release();
            }
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(maxWait.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
