package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.event.CacheEvent;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongSupplier;

/** Runs computations, each in its caller's thread, and interrupts one that takes too long. */
final class Computations {
    private final Duration limit;
    private final ScheduledExecutorService timer;
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

    /** @param timer refuses silently what it is given after its own end: then computations end by themselves */
    Computations(Duration limit, ScheduledExecutorService timer, Events events, LongSupplier nanoClock) {
        this.events = events;
        this.nanoClock = nanoClock;
        this.limit = limit;
        this.timer = timer;
    }

    /** @param atLimit run on another thread when the work is given up, just before it is interrupted; must not block */
    <R, X extends Exception> R run(Terms terms, Work<R, X> work, Runnable atLimit) throws X {
        long begun = nanoClock.getAsLong();
        boolean failed = true;
        Run run = new Run();
        ScheduledFuture<?> timeout = timer.schedule(() -> run.giveUp(atLimit), limit.toNanos(), NANOSECONDS);
        try {
            R result = work.run();
            failed = false;
            return result;
        } finally {
            run.end();
            tell(terms, begun, failed);
            timeout.cancel(false);
        }
    }

    private void tell(Terms terms, long begun, boolean failed) {
        events.tell(() -> new CacheEvent.Load(
                terms.endpoint(), terms.entry(), Duration.ofNanos(nanoClock.getAsLong() - begun), failed));
    }
}
