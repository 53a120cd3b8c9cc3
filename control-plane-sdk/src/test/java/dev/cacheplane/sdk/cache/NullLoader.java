package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.NullUnmarked;

/** A loader of a program that does not check for null. */
@NullUnmarked
final class NullLoader {
    private NullLoader() {}

    static CacheTest.Product load() {
        return null;
    }
}
