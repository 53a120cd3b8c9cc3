package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * A loader of either kind.
 *
 * @param loader computes
 * @param tagging whether it may name tags, so that the tag clock must be read before
 */
record Computing<T, X extends Exception>(TaggingLoader<T, X> loader, boolean tagging) {
    static <T, X extends Exception> Computing<T, X> by(Loader<T, X> loader) {
        return new Computing<>(tags -> loader.load(), false);
    }

    static <T, X extends Exception> Computing<T, X> by(TaggingLoader<T, X> loader) {
        return new Computing<>(loader, true);
    }

    @Nullable
    T load(Tags tags) throws X {
        return loader.load(tags);
    }
}
