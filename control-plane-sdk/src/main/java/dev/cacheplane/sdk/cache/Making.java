package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.Deadlines.Deadline;
import dev.cacheplane.sdk.cache.Landing.Next;
import dev.cacheplane.sdk.event.CacheEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a response, which whoever asked for it makes. Until it ends, or has taken too long, its lease is renewed and others wait for it. They are freed as soon as
 * something invalidates it. Thread-safe.
 */
final class Making<T> {
    private static final Logger log = LoggerFactory.getLogger(Making.class);

    private final Workshop shop;
    private final Passes passes;
    private final EntryView<T> entry;
    private final Lease lease;
    private final @Nullable Kept<T> there;
    private final Flight<Seeking.Sight<T>> flight;
    private final CompletableFuture<Landing<T>> coming;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean storing;
    private volatile @Nullable Deadline limit;

    /**
     * @param there what was there before; null for nothing
     * @param flight ends with this
     * @param coming what those who have joined it wait for
     */
    Making(
            Workshop shop,
            Passes passes,
            EntryView<T> entry,
            Lease lease,
            @Nullable Kept<T> there,
            Flight<Seeking.Sight<T>> flight,
            CompletableFuture<Landing<T>> coming) {
        this.shop = shop;
        this.passes = passes;
        this.entry = entry;
        this.lease = lease;
        this.there = there;
        this.flight = flight;
        this.coming = coming;
    }

    void begin() {
        shop.renewals().start(lease);
        limit = shop.deadlines().after(shop.settings().computeLimit(), this::giveUp);
        flight.whenDetached(() -> {
            if (!storing) { // then it is our own storing that is reported, or the store refuses
                coming.complete(Landing.without(Next.AGAIN));
            }
        });
    }

    /** As {@link Responses.Attempt#store}. */
    boolean store(T response, Duration fresh, Duration keep, Collection<String> tags) {
        if (!isFirstEnd(false)) {
            return false;
        }
        if (!isFirstRelease()) {
            shop.events().tell(entry.terms(), CacheEvent.FillRefused::new);
            return false;
        }
        storing = true;
        Budget budget = shop.budget();
        Filled filled = Filled.UNFIT;
        Landing<T> landing = Landing.without(Next.AGAIN);
        try {
            filled = filled(response, fresh, keep, tags, budget);
            if (filled == Filled.STORED || (filled != Filled.REFUSED && !flight.isDetached())) {
                long now = shop.now();
                landing = Landing.with(new Kept<>(response, lease.token(), now, now + fresh.toNanos()));
            }
        } finally {
            land(landing);
            if (filled != Filled.STORED) {
                giveBack(budget);
            }
        }
        return filled == Filled.STORED;
    }

    private Filled filled(T response, Duration fresh, Duration keep, Collection<String> tags, Budget budget) {
        List<String> named;
        try {
            named = tags.stream().map(tag -> new Target.Tag(tag).name()).toList();
        } catch (IllegalArgumentException e) {
            log.warn("not stored, because it could not be taken out by its tags: {}", Printable.of(entry.key()), e);
            return Filled.UNFIT;
        }
        return shop.attempts().fill(entry, lease, response, fresh, keep, named, budget);
    }

    /** As {@link Responses.Attempt#pass}. */
    void pass(Duration pause) {
        if (!isFirstEnd(false)) {
            return;
        }
        passes.note(entry.key(), pause);
        if (isFirstRelease()) {
            land(Landing.without(Next.ALONE));
            giveBack(shop.budget());
        }
    }

    /** As {@link Responses.Attempt#withdraw}. */
    void withdraw() {
        if (ended.compareAndSet(false, true) && isFirstRelease()) {
            land(Landing.without(Next.ALONE));
            giveBack(shop.budget());
        }
    }

    /** As {@link Responses.Attempt#abandon}. */
    void abandon() {
        if (isFirstEnd(false) && isFirstRelease()) {
            giveBack(shop.budget());
            land(Landing.without(Next.AGAIN)); // who looks again must not meet the lease
        }
    }

    /** As {@link Responses.Attempt#fail}. */
    void fail() {
        if (!isFirstEnd(true) || !isFirstRelease()) {
            return;
        }
        if (there == null) {
            giveBack(shop.budget());
        } else {
            lease.fail(Attempts.AFTER_FAILURE, shop.budget());
        }
        land(Landing.without(Next.ONCE_MORE)); // who looks again must not meet the lease
    }

    void leave() {
        flight.leave();
    }

    private void giveUp() {
        if (released.compareAndSet(false, true)) {
            shop.renewals().giveBack(lease);
            land(Landing.without(Next.AGAIN));
        }
    }

    private boolean isFirstEnd(boolean failed) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Duration took = Duration.ofNanos(shop.now() - lease.takenAt());
        shop.events().tell(entry.terms(), CacheEvent.Miss::new);
        shop.events().tell(entry.terms(), (endpoint, key) -> new CacheEvent.Load(endpoint, key, took, failed));
        return true;
    }

    /** Whether the lease is still to be given back, or used: not if it has taken too long. */
    private boolean isFirstRelease() {
        if (!released.compareAndSet(false, true)) {
            return false;
        }
        shop.renewals().stop(lease);
        Deadline giveUp = limit;
        if (giveUp != null) {
            giveUp.cancel();
        }
        return true;
    }

    private void giveBack(Budget budget) {
        if (!lease.release(budget)) {
            shop.renewals().giveBack(lease);
        }
    }

    /** In this order: who looks again must not join what has ended. */
    private void land(Landing<T> landing) {
        shop.flights().end(entry.key(), flight);
        coming.complete(landing);
    }
}
