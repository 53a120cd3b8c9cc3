package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Cache#update} came to.
 *
 * @param value what the write returned
 * @param invalidation what became of the invalidation after it
 */
public record Updated<T>(@Nullable T value, Invalidation invalidation) {}
