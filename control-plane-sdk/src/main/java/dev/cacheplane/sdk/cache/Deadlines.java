package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks when their time has come, give or take a tick. Nearly all of them are cancelled long before, since what they wait for is over in milliseconds: so neither setting nor cancelling one
 * wakes a thread, which costs more than all else that a computation's bookkeeping does. Thread-safe.
 */
final class Deadlines {
    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration LONGEST_TICK = Duration.ofMillis(100);

    private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();

    /** A task that may yet be cancelled. */
    final class Deadline {
        private final long due;
        private final Runnable task;

        private Deadline(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        /** Does nothing if it has begun. */
        void cancel() {
            pending.remove(this);
        }
    }

    /**
     * @param timer runs the tasks, one at a time, until its end
     * @param shortest time that a task will be given; a tick is a quarter of that, 100 ms at most
     */
    Deadlines(ScheduledExecutorService timer, Duration shortest) {
        long tick = Math.max(1_000_000, Math.min(LONGEST_TICK.toNanos(), shortest.toNanos() / 4));
        var unused = timer.scheduleWithFixedDelay(this::tick, tick, tick, NANOSECONDS);
    }

    /** Runs it once, on the timer's thread; it holds up the others. */
    Deadline after(Duration time, Runnable task) {
        Deadline deadline = new Deadline(System.nanoTime() + time.toNanos(), task);
        pending.add(deadline);
        return deadline;
    }

    private void tick() {
        long now = System.nanoTime();
        for (Deadline deadline : List.copyOf(pending)) {
            if (now - deadline.due >= 0 && pending.remove(deadline)) {
                run(deadline.task);
            }
        }
    }

    /** A task that fails must not end the ticking. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.warn("What a computation's time limit or its lease needs has failed", e);
        }
    }
}
