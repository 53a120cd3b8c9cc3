package dev.cacheplane.sdk.cache;

import java.util.List;

/** One thing that an invalidation has the store do, and that can be kept and done later. */
sealed interface Purge permits Purge.Entry, Purge.Generations, Selection {
    /** What it is called in logs and events. */
    String name();

    /** Whether entries are made stale only. */
    boolean softly();

    /**
     * Of one entry.
     *
     * @param key as it stands in Redis, version included
     */
    record Entry(String key, boolean softly) implements Purge {
        @Override
        public String name() {
            return key;
        }
    }

    /**
     * Of all entries that bear one of these.
     *
     * @param names in full
     */
    record Generations(List<String> names, boolean softly) implements Purge {
        public Generations {
            names = List.copyOf(names);
        }

        @Override
        public String name() {
            return String.join(", ", names);
        }
    }
}
