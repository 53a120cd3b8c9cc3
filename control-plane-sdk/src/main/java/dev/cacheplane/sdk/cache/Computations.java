package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.Deadlines.Deadline;
import dev.cacheplane.sdk.event.CacheEvent;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Runs computations, each in its caller's thread, and interrupts one that takes too long. */
final class Computations {
    private final Duration limit;
    private final Deadlines deadlines;
    private final Events events;
    private final LongSupplier nanoClock;

    /** One run. Guarded by itself: an interrupt must meet the work, and nothing that its thread does later. */
    private static final class Run {
        private final Thread thread = Thread.currentThread();
        private boolean ended;
        private boolean interrupted;

        synchronized void giveUp(Runnable first) {
            if (!ended) {
                first.run();
                interrupted = true;
                thread.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }

    /** @param deadlines after whose end computations end by themselves */
    Computations(Duration limit, Deadlines deadlines, Events events, LongSupplier nanoClock) {
        this.events = events;
        this.nanoClock = nanoClock;
        this.limit = limit;
        this.deadlines = deadlines;
    }

    /** @param atLimit run on another thread when the work is given up, just before it is interrupted; must not block */
    <R, X extends Exception> R run(Terms terms, Work<R, X> work, Runnable atLimit) throws X {
        long begun = nanoClock.getAsLong();
        boolean failed = true;
        Run run = new Run();
        Deadline timeout = deadlines.after(limit, () -> run.giveUp(atLimit));
        try {
            R result = work.run();
            failed = false;
            return result;
        } finally {
            run.end();
            tell(terms, begun, failed);
            timeout.cancel();
        }
    }

    private void tell(Terms terms, long begun, boolean failed) {
        events.tell(() -> new CacheEvent.Load(
                terms.endpoint(), terms.entry(), Duration.ofNanos(nanoClock.getAsLong() - begun), failed));
    }
}
