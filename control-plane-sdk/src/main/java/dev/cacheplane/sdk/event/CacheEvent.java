package dev.cacheplane.sdk.event;

import java.time.Duration;

/**
 * What a cache did. Whoever asks a cache for a value while caching is on is told of by one of {@link Hit}, {@link StaleServed}, {@link Miss} and {@link Joined}. Kinds may be added: a {@code switch} over them needs a
 * default.
 */
public sealed interface CacheEvent {
    /** What is about one entry. */
    sealed interface OfEntry extends CacheEvent {
        /** The configured endpoint that governs it, such as {@code /products/{id}} or {@code GET /products}; empty for the service's defaults. There are few of these. */
        String endpoint();

        /** The entry's key in Redis. There are many of these, and clients have had a hand in them. */
        String key();
    }

    /**
     * A fresh value was served from the cache.
     *
     * @param near whether this process had it in its own memory; {@code false} if Redis was asked
     */
    record Hit(String endpoint, String key, boolean near) implements OfEntry {}

    /** A stale value was served from the cache, because the policy allows it while a new one is made, or because that has failed. */
    record StaleServed(String endpoint, String key) implements OfEntry {}

    /** There was nothing to serve: the caller computes, or waits for who does. */
    record Miss(String endpoint, String key) implements OfEntry {}

    /** The caller got what another caller of this process was getting already, whatever that was. */
    record Joined(String endpoint, String key) implements OfEntry {}

    /**
     * A value was computed.
     *
     * @param took how long
     * @param failed whether the loader threw
     */
    record Load(String endpoint, String key, Duration took, boolean failed) implements OfEntry {}

    /** A value that was computed to be stored was not: something has invalidated it meanwhile, it took too long, or Redis has gone away or has no room. Where Redis is away from the beginning there is nothing to refuse. */
    record FillRefused(String endpoint, String key) implements OfEntry {}

    /**
     * Something was invalidated.
     *
     * @param what a key, the names of generations, or a pattern
     * @param softly whether it was only made stale
     * @param applied {@code false} if it waits for Redis to come back
     */
    record Invalidated(String what, boolean softly, boolean applied) implements CacheEvent {}

    /**
     * The breaker has changed.
     *
     * @param open whether calls are kept away from Redis from now on
     */
    record BreakerChanged(boolean open) implements CacheEvent {}
}
