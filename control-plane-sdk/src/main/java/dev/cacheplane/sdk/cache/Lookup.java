package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/** What {@link Cache#get} found. */
public sealed interface Lookup<T> {
    /**
     * The entry was there.
     *
     * @param value null for "there is none"
     */
    record Hit<T>(@Nullable T value) implements Lookup<T> {}

    /** It was not, or the policy says not to cache, or Redis is out of reach. Who computes the value may {@link Cache#put} it with the ticket. */
    record Miss<T>(Ticket<T> ticket) implements Lookup<T> {}
}
