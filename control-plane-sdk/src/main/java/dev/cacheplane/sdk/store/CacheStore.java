package dev.cacheplane.sdk.store;

import java.util.function.Consumer;

/**
 * What the cache needs of a store: entries, and a gate before them. No caching policy is in here.
 *
 * <p>After a {@link StoreUnavailableException} the store is <em>closed</em>: every call fails at once and asks nobody, until the store is back and
 * each hook of {@link #beforeReopening} has run. It may be closed from the beginning.
 */
public interface CacheStore extends Entries, AutoCloseable {
    /**
     * Closes the store until the hooks have run: for a caller who knows of an invalidation that the store does not have. An opening that has
     * begun before does not count.
     */
    void closeUntilReplayed();

    /**
     * Adds a hook that runs each time the store is back, before callers are let through, on a thread of the store, one at a time. The hook gets the entries
     * without the gate; if it throws {@link StoreUnavailableException}, the store stays closed and the hook runs again later.
     */
    void beforeReopening(Consumer<Entries> hook);

    /** Ends connections and threads; every later call throws {@link StoreUnavailableException}. Idempotent. */
    @Override
    void close();
}
