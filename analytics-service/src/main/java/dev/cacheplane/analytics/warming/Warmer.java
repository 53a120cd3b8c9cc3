package dev.cacheplane.analytics.warming;

import dev.cacheplane.sdk.cache.Warming;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has reports computed before anybody asks for them: as soon as the policy says that they are cached, which may be at the start or at any
 * time later, and whenever the schedule says so; a minute later once more what could not be stored because Redis was away. How it is done is the cache's: what is there is left, and with several
 * instances each report is computed by one of them.
 */
public final class Warmer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Warmer.class);
    private static final Duration TRIES_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);
    private static final Warming.Progress NONE = new Warming.Progress(0, 0, 0, 0, 0, false);

    private final Supplier<Warming> begin;
    private final BooleanSupplier cached;
    private final @Nullable WarmSchedule schedule;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "warming");
    private volatile Round round = new Round(null, null, null, null);
    private boolean wasCached;
    /** Null unless some could not be stored. */
    private @Nullable Instant again;

    /** The latest warming, and when there is another. */
    private record Round(
            @Nullable Warming warming,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant next) {
        Round withNext(@Nullable Instant time) {
            return new Round(warming, startedAt, endedAt, time);
        }

        Round ended(Instant now) {
            return new Round(warming, startedAt, now, next);
        }
    }

    /**
     * Does nothing before {@link #start}.
     *
     * @param begin begins to warm the reports
     * @param cached whether the policy says now that the reports are cached
     * @param schedule null for no warming at all
     */
    public Warmer(
            Supplier<Warming> begin, BooleanSupplier cached, @Nullable WarmSchedule schedule, InstantSource clock) {
        this.begin = begin;
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
        Round now = round;
        Warming warming = now.warming();
        return WarmProgress.of(warming == null ? NONE : warming.progress(), now.startedAt(), now.endedAt(), now.next());
    }

    private void run() {
        try {
            do {
                lookUndisturbed();
            } while (!closed.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody but the JVM's end
        }
    }

    private void lookUndisturbed() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("Warming has failed, and is tried again", e);
        }
    }

    /** Warms if it is time to, and returns when that is done. */
    void look() throws InterruptedException {
        boolean isCached = cached.getAsBoolean();
        Instant next = round.next();
        Instant now = clock.instant();
        boolean isDue = isReached(next, now) || isReached(again, now);
        if (isCached && (isDue || !wasCached)) {
            warm();
        } else if (isReached(next, now) || next == null) {
            round = round.withNext(nextAfter(now));
        }
        wasCached = isCached;
    }

    private static boolean isReached(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }

    private void warm() throws InterruptedException {
        if (closed.getCount() == 0) {
            return;
        }
        Instant now = clock.instant();
        Warming warming = begin.get();
        round = new Round(warming, now, null, nextAfter(now));
        if (closed.getCount() == 0) {
            warming.close(); // whoever closed did not see it
        }
        LOG.info("Warming: {} reports", warming.progress().total());
        Warming.Progress end = warming.await();
        round = round.ended(clock.instant());
        again = end.skipped() > 0 ? clock.instant().plus(TRIES_AGAIN_AFTER) : null;
        LOG.info(
                "Warmed {} of {} reports: {} computed, {} cached already, {} failed, {} skipped",
                end.loaded() + end.alreadyCached(),
                end.total(),
                end.loaded(),
                end.alreadyCached(),
                end.failed(),
                end.skipped());
    }

    private @Nullable Instant nextAfter(Instant now) {
        return schedule == null ? null : schedule.next(now).orElse(null);
    }

    /** Ends what is under way, without waiting for it. */
    @Override
    public void close() {
        closed.countDown();
        Warming warming = round.warming();
        if (warming != null) {
            warming.close();
        }
    }
}
