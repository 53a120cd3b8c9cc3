package dev.cacheplane.sdk.cache;

/** Something to do that may fail. */
@FunctionalInterface
interface Work<R, X extends Exception> {
    R run() throws X;
}
