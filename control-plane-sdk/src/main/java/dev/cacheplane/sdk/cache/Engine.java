package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.store.CacheStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads entries and has the missing ones computed, once per cluster.
 *
 * <p>In one process one caller leads and the others join its flight. A leader reads the entry; if that cannot be used, it asks for the lease. Who gets it
 * computes, and fills in the name of that lease, so that what was begun before an invalidation is not stored after it. Who does not get it looks again,
 * 50 ms later and ever less often, until the entry is there or the lease is free. When the store is out of reach, or one call has waited for it
 * long enough, the caller computes and nothing is stored.
 *
 * <p>After vCache and Facebook's memcache leases (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013), and rueidisaside's use of them on Redis.
 */
final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final CacheSettings settings;
    private final LongSupplier nanoClock;
    private final Claims claims;
    private final Renewals renewals;
    private final Flights flights;
    private final Bulkhead bulkhead;

    Engine(CacheStore store, Flights flights, CacheSettings settings, LongSupplier nanoClock) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.flights = flights;
        this.claims = new Claims(store, settings.lease());
        this.renewals = new Renewals(settings.lease(), settings.redisBudget(), this::budget);
        this.bulkhead = new Bulkhead(settings.bulkhead(), settings.maxWait());
    }

    <T, X extends Exception> Cached<T> getOrLoad(EntryView<T> entry, Loader<T, X> loader) throws X {
        Flight<T> mine = new Flight<>(entry.type(), entry.terms().since(), nanoClock.getAsLong());
        Optional<Flight<?>> other = flights.joinOrBegin(entry.key(), mine);
        if (other.isPresent() && other.get().isOwn()) {
            return new Cached<>(loader.load(), false);
        }
        if (other.isPresent() && other.get().type().equals(entry.type())) {
            @SuppressWarnings("unchecked") // of the same type
            Flight<T> joined = (Flight<T>) other.get();
            return join(joined, loader);
        }
        try {
            Cached<T> landed =
                    lead(entry, loader, mine.begun() + settings.maxWait().toNanos());
            mine.landed().complete(landed);
            return landed;
        } catch (Throwable e) {
            mine.landed().completeExceptionally(e);
            throw e;
        } finally {
            flights.end(entry.key(), mine);
        }
    }

    private <T, X extends Exception> Cached<T> join(Flight<T> flight, Loader<T, X> loader) throws X {
        try {
            return flight.landed().get(settings.maxWait().toNanos(), NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            @SuppressWarnings(
                    "unchecked") // unchanged: it is the same computation, whatever this caller's own loader declares
            X thrown = (X) Objects.requireNonNull(e.getCause());
            throw thrown;
        } catch (TimeoutException e) {
            return new Cached<>(bulkhead.compute(loader), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Cached<>(loader.load(), false);
        }
    }

    private <T, X extends Exception> Cached<T> lead(EntryView<T> entry, Loader<T, X> loader, long deadline) throws X {
        Budget budget = budget();
        Claim<T> claim = claimOrWait(entry, budget, deadline);
        if (claim instanceof Claim.Found<T> found) {
            return new Cached<>(found.value(), true);
        }
        if (claim instanceof Claim.Mine<T> mine) {
            return new Cached<>(computeAndFill(entry, loader, mine.lease(), budget), false);
        }
        if (claim instanceof Claim.Busy<T>) {
            return new Cached<>(bulkhead.compute(loader), false);
        }
        return new Cached<>(loader.load(), false);
    }

    /** Looks until there is something else to do than to wait, or it has been waited for long enough. */
    private <T> Claim<T> claimOrWait(EntryView<T> entry, Budget budget, long deadline) {
        long pause = FIRST_PAUSE.toNanos();
        while (true) {
            Claim<T> claim = claims.claim(entry, budget);
            long left = deadline - nanoClock.getAsLong();
            if (!(claim instanceof Claim.Busy<T> busy) || left <= 0) {
                return claim;
            }
            long expires = busy.expiresIn().isZero() ? pause : busy.expiresIn().toNanos();
            try {
                NANOSECONDS.sleep(Math.min(left, Math.min(pause, expires)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Claim.Unstored<>();
            }
            pause = Math.min(pause * 3 / 2, LONGEST_PAUSE.toNanos());
        }
    }

    private <T, X extends Exception> T computeAndFill(
            EntryView<T> entry, Loader<T, X> loader, Lease lease, Budget budget) throws X {
        renewals.start(lease);
        boolean ended = false;
        try {
            T value = loader.load();
            ended = fill(entry, lease, value, budget);
            return value;
        } finally {
            renewals.stop(lease);
            if (!ended && !lease.release(budget)) {
                renewals.giveBack(lease);
            }
        }
    }

    /** Whether the value is stored; if it is, the lease has ended. */
    <T> boolean fill(EntryView<T> entry, Lease lease, T value, Budget budget) {
        Optional<byte[]> payload = value == null ? Optional.empty() : entry.payloadOf(value);
        if (payload.isEmpty()) {
            return false;
        }
        Duration timeToLive = entry.terms().timeToLive(ThreadLocalRandom.current());
        Metadata metadata = Metadata.of(
                Metadata.Kind.VALUE, lease.token(), timeToLive, entry.terms().since(), payload.get());
        boolean stored = lease.fill(payload.get(), metadata, budget);
        if (stored) {
            log.info("stored (expires in {} s): {}", timeToLive.toSeconds(), Printable.of(entry.key()));
        }
        return stored;
    }

    /** One look, without waiting. */
    <T> Claim<T> claim(EntryView<T> entry) {
        return claims.claim(entry, budget());
    }

    Budget budget() {
        return new Budget(settings.redisBudget(), nanoClock);
    }

    @Override
    public void close() {
        renewals.close();
    }
}
