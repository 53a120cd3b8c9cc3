package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/** As {@link Loader}, for one that learns while it computes what its value is made of: {@code tags.add("product:7")}. */
@FunctionalInterface
public interface TaggingLoader<T, X extends Exception> {
    /**
     * The value as of now.
     *
     * @param tags what {@link Cache#invalidate} may name to take this value out, besides the policy's tags and the key's
     */
    @Nullable
    T load(Tags tags) throws X;
}
