package dev.cacheplane.sdk.cache;

/**
 * A value, and whether it came from the cache. Callers that waited for one computation share one instance: treat it as immutable.
 *
 * @param cached {@code true} if it was stored before; {@code false} if it was computed for this call, or for another that this one joined
 */
public record Cached<T>(T value, boolean cached) {}
