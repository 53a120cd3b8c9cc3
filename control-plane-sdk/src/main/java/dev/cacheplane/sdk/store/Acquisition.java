package dev.cacheplane.sdk.store;

import java.time.Duration;

/** What became of asking for an entry's lease. */
public sealed interface Acquisition {
    /** The lease is the asker's: it computes, and fills. */
    record Taken() implements Acquisition {}

    /**
     * It cannot be taken yet.
     *
     * @param expiresIn after which it is free, unless renewed or released before; zero if it never expires
     * @param failed whether nobody holds it, for the last computation has failed; else another computes
     */
    record Held(Duration expiresIn, boolean failed) implements Acquisition {}

    /** Meanwhile another entry is there than the one that the asker had seen. */
    record Changed(Stored stored) implements Acquisition {}

    /** The store has no room for a lease: the asker computes, and stores nothing. */
    record NoRoom() implements Acquisition {}
}
