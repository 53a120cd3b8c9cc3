package dev.cacheplane.sdk.cache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Invalidations that Redis does not have yet, the oldest first, each once. Bounded: one more than fits makes of all of them "everything", and so does one more of those that take a
 * walk through all keys than can be made before Redis is used again. Held in memory, names only. Thread-safe.
 */
final class Journal {
    private static final int MOST_WALKS = 16;

    private final int capacity;
    private final Purge everything;
    private final Set<Purge> pending = new LinkedHashSet<>();

    Journal(int capacity, Purge everything) {
        this.capacity = capacity;
        this.everything = everything;
    }

    synchronized void add(Purge purge) {
        if (pending.contains(everything)) {
            return;
        }
        pending.add(purge);
        if (pending.size() > capacity || (purge instanceof Selection && takesTooLong(pending))) {
            pending.clear();
            pending.add(everything);
        }
    }

    /** Whether it would take too long to walk through all keys for each of these that must be looked for. */
    static boolean takesTooLong(Collection<Purge> purges) {
        return purges.stream().filter(Selection.class::isInstance).count() > MOST_WALKS;
    }

    /** Takes so many out, before they are replayed: what fails once more meanwhile is added anew. Empty when none is left. */
    synchronized List<Purge> poll(int most) {
        List<Purge> oldest = pending.stream().limit(most).toList();
        oldest.forEach(pending::remove);
        return oldest;
    }
}
