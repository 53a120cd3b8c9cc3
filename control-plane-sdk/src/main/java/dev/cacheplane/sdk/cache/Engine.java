package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.event.CacheEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads values and has the missing ones computed, once per cluster.
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
final class Engine {
    private final Workshop shop;
    private final News news;
    private final Flights flights;
    private final Claims claims;
    private final Attempts attempts;
    private final Events events;
    private final Bulkhead bulkhead;

    Engine(Workshop shop) {
        this.shop = shop;
        this.news = shop.news();
        this.flights = shop.flights();
        this.claims = shop.claims();
        this.attempts = shop.attempts();
        this.events = shop.events();
        this.bulkhead = new Bulkhead(shop.settings().bulkhead(), shop.settings().maxWait());
    }

    <T, X extends Exception> Cached<T> getOrLoad(EntryView<T> entry, Computing<T, X> computing) throws X {
        long deadline = shop.deadline();
        Flight<Cached<T>> mine = new Flight<>(entry.form().type(), entry.terms(), computing.tagging(), shop.now());
        Optional<Flight<?>> other = flights.joinOrLead(
                entry.key(), mine, news.isCurrent(entry.terms().prefix()));
        if (other.isEmpty()) {
            return lead(entry, computing, mine, deadline);
        }
        if (other.get().isOwn()) {
            return alone(entry, computing);
        }
        if (other.get().type().equals(entry.form().type())) {
            @SuppressWarnings("unchecked") // of the same type
            Flight<Cached<T>> joined = (Flight<Cached<T>>) other.get();
            return join(joined, entry, computing);
        }
        return find(entry, computing, deadline, () -> {});
    }

    private <T, X extends Exception> Cached<T> join(
            Flight<Cached<T>> flight, EntryView<T> entry, Computing<T, X> computing) throws X {
        try {
            Cached<T> landed = flight.landed().get(shop.settings().maxWait().toNanos(), NANOSECONDS);
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
            EntryView<T> entry, Computing<T, X> computing, Flight<Cached<T>> flight, long deadline) throws X {
        try {
            boolean begun = hasBegun(entry.key(), flight);
            if (!begun) {
                flights.end(entry.key(), flight); // nothing makes it old: nobody is to join from now on
            }
            Cached<T> landed = begun
                    ? find(entry, computing, deadline, () -> giveUp(entry.key(), flight))
                    : bulkhead.compute(() -> alone(entry, computing));
            flight.landed().complete(landed);
            return landed;
        } catch (Throwable e) {
            flights.end(entry.key(), flight); // first: who looks again must not join what has ended
            flight.landed().completeExceptionally(e);
            throw e;
        } finally {
            flights.end(entry.key(), flight);
        }
    }

    private boolean hasBegun(String key, Flight<?> flight) {
        try {
            return flights.begin(key, flight, shop.settings().maxWait().toNanos());
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
        Budget budget = shop.budget();
        Backoff backoff = new Backoff(news, entry.key());
        while (true) {
            long count = news.count(entry.key());
            Claim<T> claim = claims.claim(entry, Purpose.serve(), computing.tagging(), budget);
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
            long left = deadline - shop.now();
            if (fallback != null && (busy.failed() || left <= 0)) {
                return served(fallback, entry);
            }
            if (left <= 0) {
                return bulkhead.compute(() -> alone(entry, computing));
            }
            try {
                backoff.await(count, busy.expiresIn(), left);
                budget = shop.budget();
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
        Cached<T> served = served(found, entry);
        if (found.standing() == Standing.STALE) {
            shop.refreshes().begin(entry.key(), () -> renewed(entry, computing));
        }
        return served;
    }

    private <T> Cached<T> served(Claim.Found<T> found, EntryView<T> entry) {
        events.tellServed(entry.terms(), found.standing());
        return new Cached<>(found.value(), true);
    }

    /** Makes a new value behind the back of a caller who has been served a stale one; returns for how long that need not be tried again. */
    private <T> Duration renewed(EntryView<T> entry, Computing<T, ?> computing) {
        Budget budget = shop.budget();
        Claim<T> claim = claims.claim(entry, Purpose.renew(), computing.tagging(), budget);
        if (claim instanceof Claim.Mine<T> mine) {
            attempts.renew(entry, computing, mine, budget);
        } else if (claim instanceof Claim.Busy<T> busy) {
            return busy.expiresIn().compareTo(Backoff.LONGEST) < 0 ? busy.expiresIn() : Backoff.LONGEST;
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
        return shop.computations().run(entry.terms(), () -> new Cached<>(computing.load(new Tags()), false), atLimit);
    }

    /** One look, without waiting: the value, or the right to store it. */
    <T> Claim<T> claim(EntryView<T> entry) {
        return claims.claim(entry, Purpose.renew(), false, shop.budget());
    }

    /** Stores what was computed under a lease; whether it is stored. */
    <T> boolean fill(EntryView<T> entry, Lease lease, @Nullable T value) {
        return attempts.fill(entry, lease, value, shop.budget());
    }
}
