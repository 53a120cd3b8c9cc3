package dev.cacheplane.sdk.race;

/** What caches stand in front of: rows with versions, and a memory of which versions everybody must have heard of. Thread-safe. */
interface Database {
    /** The row's version; 0 for one that was never updated. */
    long read(String row);

    /** Gives the row its next version, and returns it. */
    long update(String row);

    /** Told by a writer: the invalidation that followed the update to this version has returned, and was applied. */
    void invalidated(String row, long version);

    /** The newest version whose invalidation had returned everywhere's bound ago, by the database's own clock. */
    long settled(String row);
}
