package dev.cacheplane.sdk.cache;

/** Computes a value that the cache does not have. Called in the caller's thread, at most once per call of the cache. */
@FunctionalInterface
public interface Loader<T, X extends Exception> {
    /** The value as of now. A {@code null} is handed on, and never stored. */
    T load() throws X;
}
