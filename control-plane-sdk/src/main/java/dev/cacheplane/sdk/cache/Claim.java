package dev.cacheplane.sdk.cache;

import java.time.Duration;

/** What one look at an entry came to, and so what its caller does next. */
sealed interface Claim<T> {
    /** It is there. */
    record Found<T>(T value) implements Claim<T> {}

    /** It is not there, and is the caller's to make. */
    record Mine<T>(Lease lease) implements Claim<T> {}

    /**
     * Another is making it.
     *
     * @param expiresIn after which the other has lost it, unless it goes on; zero if unknown
     */
    record Busy<T>(Duration expiresIn) implements Claim<T> {}

    /** The caller computes, and stores nothing. */
    record Unstored<T>() implements Claim<T> {}
}
