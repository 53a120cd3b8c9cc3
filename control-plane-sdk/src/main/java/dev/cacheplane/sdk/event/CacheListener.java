package dev.cacheplane.sdk.event;

/**
 * Who is told what a cache does: for metrics, traces and logs. Called in the thread that did it, a caller's or the cache's own, before that thread goes on: it should be
 * quick, and must be safe for any number of threads. What it throws is logged, and changes nothing else.
 */
@FunctionalInterface
public interface CacheListener {
    /** This has just happened. */
    void onEvent(CacheEvent event);
}
