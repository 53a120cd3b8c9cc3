package dev.cacheplane.analytics.warming;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has reports computed before anybody asks for them: as soon as the policy says that they are cached, which may be at the start or at any
 * time later, and whenever the schedule says so. One report after the other, so that warming leaves the machine to the users. With several
 * instances each report is computed by one of them.
 */
public final class Warmer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Warmer.class);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    private final List<Task> tasks;
    private final BooleanSupplier cached;
    private final @Nullable WarmSchedule schedule;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "warming");
    private volatile WarmProgress progress = WarmProgress.NONE;
    private boolean wasCached;

    /** One report. */
    public interface Task {
        /** How it is called in the log. */
        String name();

        /** Returns whether it had been cached before. */
        boolean warm();
    }

    /**
     * Does nothing before {@link #start}.
     *
     * @param cached whether the policy says now that the reports are cached
     * @param schedule null for no warming at all
     */
    public Warmer(List<Task> tasks, BooleanSupplier cached, @Nullable WarmSchedule schedule, InstantSource clock) {
        this.tasks = List.copyOf(tasks);
        this.cached = cached;
        this.schedule = schedule;
        this.clock = clock;
        this.thread.setDaemon(true);
    }

    /** Begins to look, in a thread of its own. */
    public Warmer start() {
        if (schedule != null) {
            thread.start();
        }
        return this;
    }

    /** How far it is. */
    public WarmProgress progress() {
        return progress;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody but the JVM's end
        }
    }

    /** Warms if it is time to. */
    void look() {
        boolean isCached = cached.getAsBoolean();
        Instant next = progress.next();
        Instant now = clock.instant();
        boolean isDue = next != null && !now.isBefore(next);
        if (isCached && (isDue || !wasCached)) {
            warm();
        } else if (isDue || next == null) {
            progress = progress.withNext(nextAfter(now));
        }
        wasCached = isCached;
    }

    private void warm() {
        progress = WarmProgress.begun(tasks.size(), clock.instant(), nextAfter(clock.instant()));
        LOG.info("Warming {} reports", tasks.size());
        for (Task task : tasks) {
            if (closed.getCount() == 0 || !cached.getAsBoolean()) {
                break;
            }
            warm(task);
        }
        progress = progress.ended(clock.instant());
        LOG.info(
                "Warmed {} of {} reports: {} computed, {} cached already, {} failed",
                progress.done() - progress.failed(),
                progress.reports(),
                progress.computed(),
                progress.alreadyCached(),
                progress.failed());
    }

    private void warm(Task task) {
        try {
            progress = task.warm() ? progress.withAlreadyCached() : progress.withComputed();
            LOG.info("Warming: {} of {}, {}", progress.done(), progress.reports(), task.name());
        } catch (RuntimeException e) {
            progress = progress.withFailed();
            LOG.warn("Warming: {} of {}, {} failed", progress.done(), progress.reports(), task.name(), e);
        }
    }

    private @Nullable Instant nextAfter(Instant now) {
        return schedule == null ? null : schedule.next(now).orElse(null);
    }

    /** Begins no further report; does not wait for the one under way. */
    @Override
    public void close() {
        closed.countDown();
    }
}
