package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * Computes a value that the cache does not have. Called in the caller's thread, at most once per call of the cache; where the policy has
 * {@code staleWhileRevalidateSeconds}, also in a thread of the cache's, after the call has returned something stale: such a loader must not use what ends with its request.
 *
 * <p>It is interrupted after {@link CacheSettings#computeLimit()}.
 */
@FunctionalInterface
public interface Loader<T, X extends Exception> {
    /** The value as of now. A {@code null} is "there is none": handed on, and kept for the policy's {@code negativeTtlSeconds}, which by default is not at all. */
    @Nullable
    T load() throws X;
}
