package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one look at an entry came to, and so what its caller does next. */
sealed interface Claim<T> {
    /**
     * It is there.
     *
     * @param usable what, and what it is good for
     */
    record Found<T>(Usable<T> usable) implements Claim<T> {
        /** Null for "there is none". */
        @Nullable
        T value() {
            return usable.value();
        }

        Standing standing() {
            return usable.standing();
        }
    }

    /**
     * It is the caller's to make.
     *
     * @param fallback what its caller gets if that fails; null for nothing
     */
    record Mine<T>(Lease lease, @Nullable Found<T> fallback) implements Claim<T> {}

    /**
     * Another is making it.
     *
     * @param expiresIn after which the other has lost it, unless it goes on; zero if unknown
     * @param failed whether nobody is, for a short while, because the last who tried has failed
     * @param fallback as that of {@link Mine}
     */
    record Busy<T>(
            Duration expiresIn, boolean failed, @Nullable Found<T> fallback) implements Claim<T> {}

    /** The caller computes, and stores nothing: the store is out of reach or has no room, or what is there is left alone. */
    record Unstored<T>() implements Claim<T> {}
}
