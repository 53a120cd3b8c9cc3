package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a lease gives the right to: computes, keeps the lease meanwhile, fills, or gives it back. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** For how long nobody tries again who has something stale to serve. */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final CacheStore store;
    private final GenerationNames names;
    private final News news;
    private final Renewals renewals;
    private final Computations computations;
    private final Events events;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;

    Attempts(
            CacheStore store,
            GenerationNames names,
            News news,
            Renewals renewals,
            Computations computations,
            Events events,
            RandomGenerator random,
            LongSupplier nanoClock) {
        this.store = store;
        this.names = names;
        this.news = news;
        this.renewals = renewals;
        this.computations = computations;
        this.events = events;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /**
     * Computes and fills.
     *
     * @param atLimit run when the computation has taken too long, and is interrupted
     * @throws X what the loader throws, unless there is something to fall back on
     */
    <T, X extends Exception> Cached<T> compute(
            EntryView<T> entry, Computing<T, X> computing, Claim.Mine<T> mine, Budget budget, Runnable atLimit)
            throws X {
        Lease lease = mine.lease();
        Tags tags = new Tags();
        AtomicBoolean givenUp = new AtomicBoolean();
        boolean ended = false;
        renewals.start(lease);
        try {
            Cached<T> computed =
                    computations.run(entry.terms(), () -> new Cached<>(computing.load(tags), false), () -> {
                        givenUp.set(true);
                        renewals.giveBack(lease);
                        atLimit.run();
                    });
            if (givenUp.get()) {
                events.tell(entry.terms(), CacheEvent.FillRefused::new);
            } else {
                ended = isSent(entry, lease, computed.value(), tags.names(), budget);
            }
            return computed;
        } catch (Exception e) {
            Claim.Found<T> fallback = mine.fallback();
            if (fallback == null) {
                throw e;
            }
            log.warn("served as it was, because a new one could not be made: {}", Printable.of(entry.key()), e);
            renewals.stop(lease);
            lease.fail(AFTER_FAILURE, budget);
            ended = true;
            return new Cached<>(fallback.value(), true);
        } finally {
            if (!ended) {
                renewals.stop(lease);
                if (!lease.release(budget)) {
                    renewals.giveBack(lease);
                }
            }
        }
    }

    /** Has it stored behind the caller's back, who has what it came for; meanwhile its lease is kept. Returns whether the lease has ended, or will have then. */
    private <T> boolean isSent(
            EntryView<T> entry, Lease lease, @Nullable T value, Collection<String> tags, Budget budget) {
        Filling filling = filling(entry, lease, value, lifetime(entry, value), tags, budget);
        if (filling.coming().isDone()) {
            boolean stored = noted(entry, filling, filling.coming().join()) == Filled.STORED;
            if (stored) {
                renewals.stop(lease);
            }
            return stored;
        }
        var unused = filling.coming().thenAccept(filled -> {
            if (filled == Filled.LOST) {
                renewals.giveBack(lease);
            } else {
                renewals.stop(lease);
            }
            if (filled != Filled.STORED || log.isInfoEnabled()) { // this thread moves everybody's bytes
                events.later(() -> noted(entry, filling, filled));
            }
        });
        return true;
    }

    /** As {@link #compute}, for nobody who waits: a failure is a line in the log. */
    <T> void renew(EntryView<T> entry, Computing<T, ?> computing, Claim.Mine<T> mine, Budget budget) {
        try {
            compute(entry, computing, mine, budget, () -> {});
        } catch (Exception e) {
            log.warn("not renewed: {}", Printable.of(entry.key()), e);
        }
    }

    /** Whether the value is stored. The lease has ended either way. */
    <T> boolean fill(EntryView<T> entry, Lease lease, @Nullable T value, Budget budget) {
        Filling filling = filling(entry, lease, value, lifetime(entry, value), List.of(), budget);
        boolean stored = awaited(entry, filling, budget) == Filled.STORED;
        if (!stored && !lease.release(budget)) {
            renewals.giveBack(lease);
        }
        return stored;
    }

    /** What came of storing a response, which has a lifetime of its own; the lease has ended if it is stored. */
    <T> Filled fill(
            EntryView<T> entry,
            Lease lease,
            T response,
            Duration fresh,
            Duration keep,
            Collection<String> tags,
            Budget budget) {
        Lifetime lifetime = Lifetime.ofResponse(fresh, keep, entry.terms(), random);
        return awaited(entry, filling(entry, lease, response, lifetime, tags, budget), budget);
    }

    private Lifetime lifetime(EntryView<?> entry, @Nullable Object value) {
        return value == null ? Lifetime.ofNone(entry.terms(), random) : Lifetime.ofValue(entry.terms(), random);
    }

    /**
     * What is on its way to the store.
     *
     * @param keep for how long it will be kept there
     * @param coming what comes of it; never fails
     */
    private record Filling(Duration keep, CompletableFuture<Filled> coming) {
        static Filling of(Filled already) {
            return new Filling(Duration.ZERO, CompletableFuture.completedFuture(already));
        }
    }

    private <T> Filling filling(
            EntryView<T> entry,
            Lease lease,
            @Nullable T value,
            Lifetime lifetime,
            Collection<String> tags,
            Budget budget) {
        Map<String, Generation> generations;
        try {
            Optional<Map<String, Generation>> unmoved = generations(lease, tags, budget);
            if (unmoved.isEmpty()) {
                return Filling.of(Filled.REFUSED);
            }
            generations = unmoved.get();
        } catch (StoreUnavailableException e) {
            return Filling.of(Filled.LOST);
        }
        Duration took = Duration.ofNanos(nanoClock.getAsLong() - lease.takenAt());
        Optional<Written> written = entry.written(value, lifetime, lease.token(), took, generations);
        if (written.isEmpty()) {
            return Filling.of(Filled.UNFIT);
        }
        CompletableFuture<Filled> coming = lease.fill(written.get(), budget);
        news.filled(entry.key());
        return new Filling(written.get().keep(), coming);
    }

    private Filled awaited(EntryView<?> entry, Filling filling, Budget budget) {
        return noted(entry, filling, budget.await(filling.coming(), Filled.LOST));
    }

    private Filled noted(EntryView<?> entry, Filling filling, Filled filled) {
        if (filled == Filled.REFUSED || filled == Filled.LOST) {
            events.tell(entry.terms(), CacheEvent.FillRefused::new);
        } else if (filled == Filled.STORED && log.isInfoEnabled()) {
            log.info("stored (expires in {} s): {}", filling.keep().toSeconds(), Printable.of(entry.key()));
        }
        return filled;
    }

    /**
     * What the entry bears: the generations that were captured before the computation, and those of tags that it has named. The latter's are read only now; if
     * the tag clock has moved meanwhile, one of them may have been invalidated during the computation, and nothing is stored.
     *
     * @throws StoreUnavailableException if the latter cannot be read
     */
    private Optional<Map<String, Generation>> generations(Lease lease, Collection<String> tags, Budget budget) {
        String clock = names.clock();
        Map<String, Generation> borne = new HashMap<>(lease.captured());
        Generation before = borne.remove(clock);
        List<String> late = tags.stream()
                .distinct()
                .map(names::tag)
                .filter(name -> !borne.containsKey(name))
                .toList();
        if (late.isEmpty()) {
            return Optional.of(borne);
        }
        List<String> asked = new ArrayList<>(late);
        asked.add(clock);
        Map<String, Generation> now = budget.spend(within -> store.generations(asked, within));
        borne.putAll(now);
        boolean whole = before != null
                && before.equals(borne.remove(clock))
                && now.keySet().containsAll(asked);
        return whole ? Optional.of(borne) : Optional.empty();
    }
}
