package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPath;

/** The name of an entry, and the path whose policy governs it. Made by {@link Cache#key(String)} and its like; immutable. */
public final class CacheKey {
    private final String name;
    private final EndpointPath path;

    CacheKey(String name, EndpointPath path) {
        this.name = name;
        this.path = path;
    }

    /** The key in Redis, but for the version that the policy may put before it. */
    public String name() {
        return name;
    }

    /** The path whose policy says whether, and for how long, this is cached. */
    public EndpointPath path() {
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey that && name.equals(that.name) && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name, fit for a line of a log. */
    @Override
    public String toString() {
        return Printable.of(name);
    }
}
