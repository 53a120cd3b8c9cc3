package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPath;
import java.util.List;
import java.util.stream.Stream;

/** The name of an entry, and the path whose policy governs it. Made by {@link Cache#key(String)} and its like; immutable. */
public final class CacheKey implements Target {
    private final String name;
    private final String method;
    private final EndpointPath path;
    private final List<String> tags;

    CacheKey(String name, String method, EndpointPath path) {
        this(name, method, path, List.of());
    }

    private CacheKey(String name, String method, EndpointPath path, List<String> tags) {
        this.name = name;
        this.method = method;
        this.path = path;
        this.tags = List.copyOf(tags);
    }

    /**
     * The same key, whose entry also bears these tags, such as {@code product:7}: with any of them {@link Target#tag} takes it out. Whoever reads the entry must name the
     * same tags; an entry that lacks one of its reader's is computed anew.
     *
     * @throws IllegalArgumentException if one is none
     */
    public CacheKey tagged(String... tags) {
        return new CacheKey(
                name,
                method,
                path,
                Stream.concat(this.tags.stream(), Stream.of(tags).map(tag -> new Target.Tag(tag).name()))
                        .distinct()
                        .toList());
    }

    /** The key of one of several responses to this one's requests, see {@link Responses#slot}. */
    CacheKey slot(int slot) {
        return new CacheKey(name + KeyLimit.SLOT + slot, method, path, tags);
    }

    List<String> tags() {
        return tags;
    }

    /** Whether the two are equal, and have the same tags in the same order. */
    @SuppressWarnings("ReferenceEquality") // mostly it is the very same; asked at each hit
    boolean isSameAs(CacheKey other) {
        if (this == other) {
            return true;
        }
        if (tags.size() != other.tags.size() || !equals(other)) {
            return false;
        }
        for (int i = 0; i < tags.size(); i++) {
            if (!tags.get(i).equals(other.tags.get(i))) {
                return false;
            }
        }
        return true;
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

    /** Whether it names the same entry, governed by the same policy; tags do not count. */
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
