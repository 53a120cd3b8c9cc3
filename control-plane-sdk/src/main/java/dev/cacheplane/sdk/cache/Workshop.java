package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.CacheStore;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the entries of one cache are looked at, computed and filled with. There is one: values and responses have the same flights, leases and threads.
 *
 * @param deadlines of computations and leases
 * @param timer runs what they have come for; refuses silently what it is given after its end
 */
record Workshop(
        CacheSettings settings,
        News news,
        Flights flights,
        Claims claims,
        Computations computations,
        Attempts attempts,
        Renewals renewals,
        Refreshes refreshes,
        Events events,
        Deadlines deadlines,
        ScheduledThreadPoolExecutor timer,
        LongSupplier nanoClock)
        implements AutoCloseable {

    static Workshop open(
            CacheStore store,
            GenerationNames names,
            News news,
            Near near,
            Flights flights,
            CacheSettings settings,
            Events events,
            RandomGenerator random,
            LongSupplier nanoClock) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "cacheplane-leases");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // after close a computation ends without renewal
        timer.setRemoveOnCancelPolicy(true);
        Duration third = settings.lease().dividedBy(3);
        Deadlines deadlines =
                new Deadlines(timer, third.compareTo(settings.computeLimit()) < 0 ? third : settings.computeLimit());
        Renewals renewals = new Renewals(
                settings.lease(),
                settings.redisBudget(),
                () -> new Budget(settings.redisBudget(), nanoClock),
                deadlines,
                timer);
        Computations computations = new Computations(settings.computeLimit(), deadlines, events, nanoClock);
        return new Workshop(
                settings,
                news,
                flights,
                new Claims(store, news, near, names, settings.lease(), random, nanoClock),
                computations,
                new Attempts(store, names, news, renewals, computations, events, random, nanoClock),
                renewals,
                new Refreshes(settings.refreshes(), timer),
                events,
                deadlines,
                timer,
                nanoClock);
    }

    /** How long one call may wait for the store. */
    Budget budget() {
        return new Budget(settings.redisBudget(), nanoClock);
    }

    /** In nanoseconds of the cache's clock. */
    long now() {
        return nanoClock.getAsLong();
    }

    /** When a call that begins now has waited for others for long enough. */
    long deadline() {
        return now() + settings.maxWait().toNanos();
    }

    /** Gives back the leases of running computations, and ends the threads. */
    @Override
    public void close() {
        refreshes.close();
        timer.shutdownNow();
        renewals.close();
        events.close();
    }
}
