package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.cache.Landing.Next;
import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import dev.cacheplane.sdk.event.CacheEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One request's search for a response. In one process one leads and the others join its flight, as with values; but whether something serves is for each of them to say. So they are told
 * what the leader has seen as soon as it has seen it, and who is not served by that waits for what is coming. Of one thread.
 */
final class Seeking<T> {
    private final Workshop shop;
    private final Passes passes;
    private final EntryView<T> entry;
    private final Predicate<Held<T>> serves;
    private final long deadline;
    private boolean waits;

    /**
     * What a leader has seen.
     *
     * @param there what is stored; null for nothing of use
     * @param coming what comes of it; never fails
     */
    record Sight<T>(@Nullable Kept<T> there, CompletableFuture<Landing<T>> coming) {}

    Seeking(Workshop shop, Passes passes, EntryView<T> entry, Predicate<Held<T>> serves, boolean waits) {
        this.shop = shop;
        this.passes = passes;
        this.entry = entry;
        this.serves = serves;
        this.deadline = shop.deadline();
        this.waits = waits;
    }

    Seat<T> seat() {
        if (passes.isNoted(entry.key())) {
            return glanced();
        }
        while (true) {
            Flight<Sight<T>> mine = new Flight<>(entry.form().type(), entry.terms(), true, shop.now());
            Optional<Flight<?>> other = shop.flights()
                    .joinOrLead(
                            entry.key(),
                            mine,
                            shop.news().isCurrent(entry.terms().prefix()));
            if (other.isEmpty()) {
                return lead(mine);
            }
            Seat<T> seat = joined(other.get());
            if (seat != null) {
                return seat;
            }
        }
    }

    /** One look, without a flight and without the lease. */
    private Seat<T> glanced() {
        EntryView.Usable<T> usable = shop.claims().glance(entry, shop.budget());
        Kept<T> there = usable == null ? null : Kept.of(usable);
        return there != null && isServedBy(there) ? found(there, false) : alone(there);
    }

    private Seat<T> lead(Flight<Sight<T>> flight) {
        CompletableFuture<Landing<T>> coming = new CompletableFuture<>();
        Landing<T> landing = Landing.without(Next.AGAIN);
        boolean goesOn = false;
        try {
            if (!shop.flights().begin(entry.key(), flight, waits ? left() : 0)) {
                return alone(null);
            }
            Budget budget = shop.budget();
            Backoff backoff = new Backoff(shop.news(), entry.key());
            Purpose<T> purpose = new Purpose<>(usable -> isServedBy(Kept.of(usable)), true);
            while (true) {
                long count = shop.news().count(entry.key());
                Claim<T> claim = shop.claims().claim(entry, purpose, true, budget);
                if (claim instanceof Claim.Found<T> found) {
                    Kept<T> kept = Kept.of(found.usable());
                    boolean waited = !flight.landed().complete(new Sight<>(kept, coming));
                    landing = waited ? Landing.with(kept) : landing;
                    return found(kept, waited);
                }
                if (claim instanceof Claim.Mine<T> mine) {
                    goesOn = true;
                    return leads(mine, flight, coming);
                }
                if (!(claim instanceof Claim.Busy<T> busy)) {
                    landing = Landing.without(Next.ALONE);
                    return alone(null);
                }
                Kept<T> there = Kept.ofFallback(busy.fallback());
                flight.landed().complete(new Sight<>(there, coming));
                if (busy.failed() || !waits || left() <= 0) {
                    return alone(there);
                }
                backoff.await(count, busy.expiresIn(), left());
                budget = shop.budget();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return alone(null);
        } finally {
            if (!goesOn) {
                shop.flights().end(entry.key(), flight); // first: who looks again must not join what has ended
                flight.landed().complete(new Sight<>(null, coming));
                coming.complete(landing);
            }
        }
    }

    private Seat<T> leads(Claim.Mine<T> mine, Flight<Sight<T>> flight, CompletableFuture<Landing<T>> coming) {
        Kept<T> there = Kept.ofFallback(mine.fallback());
        Making<T> making = new Making<>(shop, passes, entry, mine.lease(), there, flight, coming);
        making.begin();
        flight.landed().complete(new Sight<>(there, coming));
        return new Seat.Leads<>(new Attempt<>(making), held(there));
    }

    /** Null to look again. */
    private @Nullable Seat<T> joined(Flight<?> other) {
        boolean idle = !waits && !other.hasBegun();
        if (idle || other.isOwn() || !other.type().equals(entry.form().type())) {
            return glanced();
        }
        @SuppressWarnings("unchecked") // of the same type
        Flight<Sight<T>> flight = (Flight<Sight<T>>) other;
        Kept<T> there = null;
        try {
            Sight<T> sight = flight.landed()
                    .get(waits ? left() : shop.settings().redisBudget().toNanos(), NANOSECONDS);
            there = sight.there();
            if (there != null && isServedBy(there)) {
                return found(there, false);
            }
            if (!waits && !sight.coming().isDone()) {
                return alone(there);
            }
            return landed(sight.coming().get(left(), NANOSECONDS), there);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return alone(there);
        } catch (ExecutionException | TimeoutException e) {
            return alone(there);
        }
    }

    private @Nullable Seat<T> landed(Landing<T> landing, @Nullable Kept<T> there) {
        Kept<T> kept = landing.kept();
        if (kept != null && isServedBy(kept)) {
            return found(kept, true);
        }
        if (landing.next() == Next.ALONE || left() <= 0) {
            return alone(kept == null ? there : kept);
        }
        // a response that is not ours, such as one in another language, would else have us wait for one after the other
        waits &= landing.next() == Next.AGAIN;
        return null;
    }

    private boolean isServedBy(Kept<T> kept) {
        return serves.test(kept.at(shop.now()));
    }

    private long left() {
        return deadline - shop.now();
    }

    private Seat<T> found(Kept<T> kept, boolean collapsed) {
        Held<T> held = kept.at(shop.now());
        if (collapsed) {
            shop.events().tell(entry.terms(), CacheEvent.Joined::new);
        } else {
            shop.events().tellServed(entry.terms(), held.stale() ? Standing.STALE : Standing.FRESH);
        }
        return new Seat.Found<>(held, collapsed);
    }

    private Seat<T> alone(@Nullable Kept<T> there) {
        shop.events().tell(entry.terms(), CacheEvent.Miss::new);
        return new Seat.Alone<>(held(there));
    }

    private @Nullable Held<T> held(@Nullable Kept<T> kept) {
        return kept == null ? null : kept.at(shop.now());
    }
}
