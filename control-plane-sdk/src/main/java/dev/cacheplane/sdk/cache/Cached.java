package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * A value, and whether it came from the cache. Callers that waited for one computation share one instance: treat it as immutable.
 *
 * @param value null for "there is none"
 * @param cached {@code true} if it was stored before; {@code false} if it was computed for this call, or for another that this one joined
 */
public record Cached<T>(@Nullable T value, boolean cached) {}
