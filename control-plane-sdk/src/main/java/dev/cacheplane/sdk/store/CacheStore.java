package dev.cacheplane.sdk.store;

import java.util.function.Consumer;

/**
 * What the cache needs of a store: entries, a gate before them, and word of their changes. No caching policy is in here.
 *
 * <p>When the store is found to be out of reach it <em>closes</em>: every call throws {@link StoreUnavailableException} at once and asks nobody, until the
 * store is back and each hook of {@link #beforeReopening} has run. A single call that fails need not close it. It may be closed from the beginning.
 */
public interface CacheStore extends Entries, AutoCloseable {
    /** Whether callers are let through. */
    boolean isOpen();

    /**
     * Closes the store until the hooks have run: for a caller who knows of an invalidation that the store does not have. An opening that has
     * begun before does not count.
     */
    void closeUntilReplayed();

    /**
     * Adds a hook that runs each time the store is back, before callers are let through, on a thread of the store, one at a time. If it throws
     * {@link StoreUnavailableException}, the store stays closed and the hook runs again later.
     */
    void beforeReopening(Consumer<Reopening> hook);

    /**
     * Has it told when the store opens ({@code true}) and when it closes ({@code false}), soon, on a thread of the store or of a caller's; at once, on this one, if it is closed now. Changes
     * that follow each other quickly may be told as one, or as none. Its own end is not told. The listener must not throw; while it blocks, the store may not open again. By default
     * nothing is told, for a store that never closes.
     */
    default void whenOpenedOrClosed(Consumer<Boolean> listener) {}

    /**
     * Has changes reported, from as soon as the store can until the watch or the store is closed, whether the store is open or not. A store that cannot report
     * changes never confirms any.
     */
    Watch watch(Watcher watcher);

    /** Ends connections and threads; every later call throws {@link StoreUnavailableException}. Idempotent. */
    @Override
    void close();
}
