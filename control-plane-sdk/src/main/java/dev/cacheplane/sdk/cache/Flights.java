package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The flights of this process that may be joined, at most one for a key. Whoever begins after an invalidation must not join a flight from before it: an
 * invalidation of this process detaches, and those of others are nobody's news here, so that a flight is joined only while it is young. Nor may one be joined
 * that began before caching was switched off and on. Thread-safe.
 */
final class Flights {
    private final ConcurrentMap<String, Flight<?>> joinable = new ConcurrentHashMap<>();
    private final long joinLimit;

    Flights(Duration joinLimit) {
        this.joinLimit = joinLimit.toNanos();
    }

    /** The flight that is to be joined; empty if there is none, and others may join {@code mine}. */
    Optional<Flight<?>> joinOrBegin(String key, Flight<?> mine) {
        Flight<?> chosen =
                joinable.merge(key, mine, (current, begun) -> isToBeJoined(current, begun) ? current : begun);
        return mine.equals(chosen) ? Optional.empty() : Optional.ofNullable(chosen);
    }

    private boolean isToBeJoined(Flight<?> current, Flight<?> begun) {
        boolean young = begun.begun() - current.begun() < joinLimit;
        return current.isOwn() || (young && current.since().equals(begun.since()));
    }

    /** Nobody joins this one any more. */
    void end(String key, Flight<?> flight) {
        joinable.remove(key, flight);
    }

    void detach(String key) {
        joinable.remove(key);
    }

    void detachAll() {
        joinable.clear();
    }
}
