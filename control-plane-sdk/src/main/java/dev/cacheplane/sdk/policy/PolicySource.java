package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;

/**
 * Where a service's policies come from. Asked on every request, so an implementation keeps the current set at hand and
 * brings it up to date behind the back of its callers.
 *
 * <p>Safe for any number of threads.
 */
public interface PolicySource extends AutoCloseable {
    /**
     * The policies that hold now: one volatile read, which never blocks and never fails. Before any were heard of, a set
     * without settings, that is: nothing is cached.
     */
    PolicySet current();

    /** Ends whatever keeps the set up to date; {@link #current} goes on answering the last one. May be called twice. */
    @Override
    void close();
}
