package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPath;

/** The name of an entry, and the path whose policy governs it. Made by {@link Cache#key(String)} and its like; immutable. */
public final class CacheKey {
    private final String name;
    private final String method;
    private final EndpointPath path;

    CacheKey(String name, String method, EndpointPath path) {
        this.name = name;
        this.method = method;
        this.path = path;
    }

    /** The key in Redis, but for the version that the policy may put before it. */
    public String name() {
        return name;
    }

    /** The method whose policy that is; {@code GET} but for keys of requests with another one. */
    public String method() {
        return method;
    }

    /** The path whose policy says whether, and for how long, this is cached. */
    public EndpointPath path() {
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey that
                && name.equals(that.name)
                && method.equals(that.method)
                && path.equals(that.path);
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
