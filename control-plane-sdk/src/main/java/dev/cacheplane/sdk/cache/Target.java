package dev.cacheplane.sdk.cache;

/** What an invalidation is of. */
sealed interface Target permits Target.Entry, Selection {
    /**
     * One entry.
     *
     * @param key as it stands in Redis, version included
     */
    record Entry(String key) implements Target {}
}
