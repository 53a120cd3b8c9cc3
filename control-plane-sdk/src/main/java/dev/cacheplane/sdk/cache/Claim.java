package dev.cacheplane.sdk.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one look at an entry came to, and so what its caller does next. */
sealed interface Claim<T> {
    /**
     * It is there.
     *
     * @param value null for "there is none"
     * @param standing what it is good for
     */
    record Found<T>(@Nullable T value, Standing standing) implements Claim<T> {}

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

    /** The caller computes, and stores nothing. */
    record Unstored<T>() implements Claim<T> {}
}
