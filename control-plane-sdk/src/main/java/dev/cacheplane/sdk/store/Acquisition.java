package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Map;

/** What became of asking for an entry's lease. */
public sealed interface Acquisition {
    /**
     * The lease is the asker's: it computes, and fills.
     *
     * @param generations those asked for, but for those that the store has no room for
     */
    record Taken(Map<String, Generation> generations) implements Acquisition {}

    /**
     * It cannot be taken yet.
     *
     * @param expiresIn after which it is free, unless renewed or released before; zero if it never expires
     * @param failed whether nobody holds it, for the last computation has failed; else another computes
     */
    record Held(Duration expiresIn, boolean failed) implements Acquisition {}

    /**
     * Another entry is there than the one that the asker had seen.
     *
     * @param generations those asked for, but for those that the store has no room for
     */
    record Changed(Stored stored, Map<String, Generation> generations) implements Acquisition {}

    /** The store has no room for a lease: the asker computes, and stores nothing. */
    record NoRoom() implements Acquisition {}
}
