package dev.cacheplane.sdk.cache;

import java.util.List;

/** One thing that an invalidation has the store do, and that can be kept and done later. */
sealed interface Purge permits Purge.Entry, Purge.Generations, Selection {
    /**
     * Of one entry.
     *
     * @param key as it stands in Redis, version included
     * @param softly whether it is made stale only
     */
    record Entry(String key, boolean softly) implements Purge {}

    /**
     * Of all entries that bear one of these.
     *
     * @param names in full
     * @param softly whether they are made stale only
     */
    record Generations(List<String> names, boolean softly) implements Purge {
        public Generations {
            names = List.copyOf(names);
        }
    }
}
