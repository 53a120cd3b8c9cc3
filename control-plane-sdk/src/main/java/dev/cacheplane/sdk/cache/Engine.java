package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.cache.Claims.Purpose;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.store.CacheStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries and has the missing ones computed, once per cluster.
 *
 * <p>In one process one caller leads and the others join its flight. A leader reads the entry; if that cannot be used, it asks for the lease. Who gets it
 * computes, and fills in the name of that lease, so that what was begun before an invalidation is not stored after it. Who does not get it looks again
 * when the store reports a change, or after 50 ms and then ever less often, until the entry is there or the lease is free. Something stale is served at once where the policy allows it,
 * and a new value is made behind its reader's back. When the store is out of reach, or one call has waited for it
 * long enough, the caller computes and nothing is stored.
 *
 * <p>After vCache and Facebook's memcache leases (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013), rueidisaside's use of them on Redis, and RFC 5861.
 * Decision 14 has the protocol.
 */
final class Engine implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final CacheSettings settings;
    private final LongSupplier nanoClock;
    private final News news;
    private final Flights flights;
    private final Claims claims;
    private final Bulkhead bulkhead;
    private final Computations computations;
    private final Attempts attempts;
    private final Renewals renewals;
    private final Refreshes refreshes;
    private final Events events;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "cacheplane-leases");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // after close a computation ends without renewal

    Engine(
            CacheStore store,
            GenerationNames names,
            News news,
            Near near,
            Flights flights,
            CacheSettings settings,
            Events events,
            RandomGenerator random,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.news = news;
        this.events = events;
        this.flights = flights;
        timer.setRemoveOnCancelPolicy(true);
        this.claims = new Claims(store, news, near, names, settings.lease(), random, nanoClock);
        this.computations = new Computations(settings.computeLimit(), timer, events, nanoClock);
        this.bulkhead = new Bulkhead(settings.bulkhead(), settings.maxWait());
        this.renewals = new Renewals(settings.lease(), settings.redisBudget(), this::budget, timer);
        this.attempts = new Attempts(store, names, renewals, computations, events, random, nanoClock);
        this.refreshes = new Refreshes(settings.refreshes(), timer);
    }

    <T, X extends Exception> Cached<T> getOrLoad(EntryView<T> entry, Computing<T, X> computing) throws X {
        long deadline = nanoClock.getAsLong() + settings.maxWait().toNanos();
        Flight<T> mine = new Flight<>(entry.type(), entry.terms(), computing.tagging(), nanoClock.getAsLong());
        Optional<Flight<?>> other = flights.joinOrLead(
                entry.key(), mine, news.isCurrent(entry.terms().prefix()));
        if (other.isEmpty()) {
            return lead(entry, computing, mine, deadline);
        }
        if (other.get().isOwn()) {
            return alone(entry, computing);
        }
        if (other.get().type().equals(entry.type())) {
            @SuppressWarnings("unchecked") // of the same type
            Flight<T> joined = (Flight<T>) other.get();
            return join(joined, entry, computing);
        }
        return find(entry, computing, deadline, () -> {});
    }

    private <T, X extends Exception> Cached<T> join(Flight<T> flight, EntryView<T> entry, Computing<T, X> computing)
            throws X {
        try {
            Cached<T> landed = flight.landed().get(settings.maxWait().toNanos(), NANOSECONDS);
            events.tell(entry.terms(), CacheEvent.Joined::new);
            return landed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Flight.GivenUp) {
                return getOrLoad(entry, computing);
            }
            events.tell(entry.terms(), CacheEvent.Joined::new);
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            @SuppressWarnings(
                    "unchecked") // unchanged: it is the same computation, whatever this caller's own loader declares
            X thrown = (X) Objects.requireNonNull(e.getCause());
            throw thrown;
        } catch (TimeoutException e) {
            return bulkhead.compute(() -> alone(entry, computing));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return alone(entry, computing);
        }
    }

    private <T, X extends Exception> Cached<T> lead(
            EntryView<T> entry, Computing<T, X> computing, Flight<T> flight, long deadline) throws X {
        try {
            Cached<T> landed = hasBegun(entry.key(), flight)
                    ? find(entry, computing, deadline, () -> giveUp(entry.key(), flight))
                    : bulkhead.compute(() -> alone(entry, computing));
            flight.landed().complete(landed);
            return landed;
        } catch (Throwable e) {
            flight.landed().completeExceptionally(e);
            throw e;
        } finally {
            flights.end(entry.key(), flight);
        }
    }

    private boolean hasBegun(String key, Flight<?> flight) {
        try {
            return flights.begin(key, flight, settings.maxWait().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of a flight whose computation takes too long: its key is others' again. */
    private void giveUp(String key, Flight<?> flight) {
        flights.end(key, flight);
        flight.landed().completeExceptionally(new Flight.GivenUp());
    }

    /** Looks until there is something to serve or to compute, or it has been waited for long enough. */
    private <T, X extends Exception> Cached<T> find(
            EntryView<T> entry, Computing<T, X> computing, long deadline, Runnable atLimit) throws X {
        Budget budget = budget();
        long pause = FIRST_PAUSE.toNanos();
        while (true) {
            long count = news.count(entry.key());
            Claim<T> claim = claims.claim(entry, Purpose.SERVE, computing.tagging(), budget);
            if (claim instanceof Claim.Found<T> found) {
                return served(found, entry, computing);
            }
            if (claim instanceof Claim.Mine<T> mine) {
                return compute(entry, computing, mine, budget, atLimit);
            }
            if (!(claim instanceof Claim.Busy<T> busy)) {
                return alone(entry, computing, atLimit);
            }
            Claim.Found<T> fallback = busy.fallback();
            long left = deadline - nanoClock.getAsLong();
            if (fallback != null && (busy.failed() || left <= 0)) {
                return served(fallback, entry);
            }
            if (left <= 0) {
                return bulkhead.compute(() -> alone(entry, computing));
            }
            long expires = busy.expiresIn().isZero() ? pause : busy.expiresIn().toNanos();
            try {
                if (!news.await(entry.key(), count, Math.min(left, Math.min(pause, expires)))) {
                    pause = Math.min(pause * 3 / 2, LONGEST_PAUSE.toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return alone(entry, computing);
            }
        }
    }

    private <T, X extends Exception> Cached<T> compute(
            EntryView<T> entry, Computing<T, X> computing, Claim.Mine<T> mine, Budget budget, Runnable atLimit)
            throws X {
        Claim.Found<T> fallback = mine.fallback();
        if (fallback == null) {
            events.tell(entry.terms(), CacheEvent.Miss::new);
        }
        Cached<T> result = attempts.compute(entry, computing, mine, budget, atLimit);
        if (fallback != null && result.cached()) {
            return served(fallback, entry);
        }
        if (fallback != null) {
            events.tell(entry.terms(), CacheEvent.Miss::new);
        }
        return result;
    }

    private <T> Cached<T> served(Claim.Found<T> found, EntryView<T> entry, Computing<T, ?> computing) {
        if (found.standing() == Standing.STALE) {
            refreshes.begin(entry.key(), () -> renewed(entry, computing));
        }
        return served(found, entry);
    }

    private <T> Cached<T> served(Claim.Found<T> found, EntryView<T> entry) {
        events.tellServed(entry.terms(), found.standing());
        return new Cached<>(found.value(), true);
    }

    /** Makes a new value behind the back of a caller who has been served a stale one; returns for how long that need not be tried again. */
    private <T> Duration renewed(EntryView<T> entry, Computing<T, ?> computing) {
        Budget budget = budget();
        Claim<T> claim = claims.claim(entry, Purpose.RENEW, computing.tagging(), budget);
        if (claim instanceof Claim.Mine<T> mine) {
            attempts.renew(entry, computing, mine, budget);
        } else if (claim instanceof Claim.Busy<T> busy) {
            return busy.expiresIn().compareTo(LONGEST_PAUSE) < 0 ? busy.expiresIn() : LONGEST_PAUSE;
        }
        return Duration.ZERO;
    }

    /** Without the store. */
    private <T, X extends Exception> Cached<T> alone(EntryView<T> entry, Computing<T, X> computing) throws X {
        return alone(entry, computing, () -> {});
    }

    private <T, X extends Exception> Cached<T> alone(EntryView<T> entry, Computing<T, X> computing, Runnable atLimit)
            throws X {
        events.tell(entry.terms(), CacheEvent.Miss::new);
        return computations.run(entry.terms(), () -> new Cached<>(computing.load(new Tags()), false), atLimit);
    }

    /** One look, without waiting: the value, or the right to store it. */
    <T> Claim<T> claim(EntryView<T> entry) {
        return claims.claim(entry, Purpose.RENEW, false, budget());
    }

    /** Stores what was computed under a lease; whether it is stored. */
    <T> boolean fill(EntryView<T> entry, Lease lease, @Nullable T value) {
        return attempts.fill(entry, lease, value, new Tags(), budget());
    }

    Renewals renewals() {
        return renewals;
    }

    Budget budget() {
        return new Budget(settings.redisBudget(), nanoClock);
    }

    /** Gives back the leases of running computations, and ends the threads. */
    @Override
    public void close() {
        refreshes.close();
        timer.shutdownNow();
        renewals.close();
    }
}
