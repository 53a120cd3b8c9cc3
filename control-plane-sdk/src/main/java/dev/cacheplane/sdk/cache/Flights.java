package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The flights of this process. Whoever begins after an invalidation must not join a flight from before it: an invalidation detaches, whether made here or
 * reported by the store. While reports cannot be relied on, a flight is joined only while it is young. Nor is one joined that began before caching was switched off and on.
 *
 * <p>Of one key at most two are under way at a time: one that was detached, and the next, which those who come later join. If that is detached too, they gather
 * in one that has not begun, which no invalidation makes old; it begins when one of the two has ended. So a storm of invalidations starts no storm
 * of computations. Thread-safe.
 */
final class Flights {
    private static final int UNDER_WAY = 2;

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final long joinLimit;
    private final LongSupplier nanoClock;

    /** The flights of one key. Changed within {@code lanes.compute} alone, but for its places. */
    private static final class Lane {
        private final Semaphore places = new Semaphore(UNDER_WAY, true);
        private final List<Flight<?>> led = new ArrayList<>(UNDER_WAY);
        private volatile @Nullable Flight<?> joinable;

        /** What the current thread leads, joinable or not: it must not wait for itself. */
        private @Nullable Flight<?> own() {
            for (Flight<?> flight : led) {
                if (flight.isOwn()) {
                    return flight;
                }
            }
            return null;
        }
    }

    /** @param joinLimit how old a flight may be to be joined while reports cannot be relied on */
    Flights(Duration joinLimit, LongSupplier nanoClock) {
        this.joinLimit = joinLimit.toNanos();
        this.nanoClock = nanoClock;
    }

    /**
     * The flight that is to be joined, or that the current thread leads already; empty if there is none, and others may join {@code mine}, which must then {@link #begin} and {@link #end}.
     *
     * @param reported whether changes of the key are reported reliably
     */
    Optional<Flight<?>> joinOrLead(String key, Flight<?> mine, boolean reported) {
        Flight<?>[] chosen = new Flight<?>[1];
        lanes.compute(key, (k, there) -> {
            Lane lane = there == null ? new Lane() : there;
            Flight<?> own = lane.own();
            Flight<?> current = lane.joinable;
            if (own != null) {
                chosen[0] = own;
            } else if (current != null && isToBeJoined(current, mine, reported)) {
                chosen[0] = current;
            } else {
                lane.joinable = mine;
                lane.led.add(mine);
            }
            return lane;
        });
        return Optional.ofNullable(chosen[0]);
    }

    private boolean isToBeJoined(Flight<?> current, Flight<?> mine, boolean reported) {
        boolean young = reported || !current.hasBegun() || mine.begun() - current.begun() < joinLimit;
        return young && current.since().equals(mine.since()) && current.bearsAllOf(mine);
    }

    /** Waits for its turn, this long at most; returns whether it has begun. */
    boolean begin(String key, Flight<?> flight, long nanos) throws InterruptedException {
        Lane lane = lanes.get(key);
        if (lane == null || !lane.places.tryAcquire(nanos, NANOSECONDS)) {
            return false;
        }
        flight.begin(nanoClock.getAsLong());
        return true;
    }

    /** Nobody joins this one any more, and its place is free. Once is enough. */
    void end(String key, Flight<?> flight) {
        if (!flight.end()) {
            return;
        }
        lanes.computeIfPresent(key, (k, lane) -> {
            if (flight.equals(lane.joinable)) {
                lane.joinable = null;
            }
            if (flight.hasBegun()) {
                lane.places.release();
            }
            lane.led.remove(flight);
            return lane.led.isEmpty() ? null : lane;
        });
    }

    void detach(String key) {
        lanes.computeIfPresent(key, (k, lane) -> detached(lane));
    }

    /** Detaches those that one of these generations concerns. */
    void detachBearing(Collection<String> generations) {
        lanes.forEach((key, lane) -> {
            Flight<?> flight = lane.joinable;
            if (flight != null && flight.bearsAny(generations)) {
                detach(key);
            }
        });
    }

    void detachAll() {
        lanes.keySet().forEach(this::detach);
    }

    private static Lane detached(Lane lane) {
        Flight<?> joinable = lane.joinable;
        if (joinable != null && joinable.hasBegun()) {
            lane.joinable = null;
            joinable.detach();
        }
        return lane;
    }
}
