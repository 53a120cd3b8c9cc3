package dev.cacheplane.benchmarks.cache;

/** What a library is given, and gives back. */
public enum Form {
    /** Arrays of bytes. */
    BYTES,
    /** Objects, which lie in Redis as JSON. */
    OBJECTS
}
