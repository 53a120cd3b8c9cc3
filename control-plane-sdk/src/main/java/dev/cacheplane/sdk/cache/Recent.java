package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the store has acknowledged lately: a store that comes back with older data must be told once more. Bounded in number and in time. Thread-safe.
 */
final class Recent {
    private static final Duration KEPT = Duration.ofHours(1);

    private final int capacity;
    private final LongSupplier nanoClock;
    private final Map<Purge, Long> acknowledged = new LinkedHashMap<>(); // the oldest first
    private long completeSince;

    Recent(int capacity, LongSupplier nanoClock) {
        this.capacity = capacity;
        this.nanoClock = nanoClock;
        this.completeSince = nanoClock.getAsLong();
    }

    synchronized void add(Purge purge) {
        long now = nanoClock.getAsLong();
        acknowledged.remove(purge);
        acknowledged.put(purge, now);
        var oldest = acknowledged.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Purge, Long> first = oldest.next();
            if (acknowledged.size() <= capacity && now - first.getValue() <= KEPT.toNanos()) {
                return;
            }
            completeSince = first.getValue() + 1;
            oldest.remove();
        }
    }

    /** Whether nothing is missing that was acknowledged within this time. */
    synchronized boolean reachesBack(Duration time) {
        return nanoClock.getAsLong() - completeSince >= time.toNanos();
    }

    /** What was acknowledged within this time, the oldest first. */
    synchronized List<Purge> within(Duration time) {
        long now = nanoClock.getAsLong();
        return acknowledged.entrySet().stream()
                .filter(purge -> now - purge.getValue() <= time.toNanos())
                .map(Map.Entry::getKey)
                .toList();
    }
}
