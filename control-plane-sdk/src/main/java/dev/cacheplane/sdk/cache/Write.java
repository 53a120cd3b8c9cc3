package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/** Changes what cached values are made of, such as a database's row. Called once, in the caller's thread. */
@FunctionalInterface
public interface Write<T, X extends Exception> {
    /** Returns when the change is committed. */
    @Nullable
    T write() throws X;
}
