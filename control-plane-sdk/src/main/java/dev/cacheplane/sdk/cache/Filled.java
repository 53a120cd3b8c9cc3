package dev.cacheplane.sdk.cache;

/** What came of an attempt to store something. */
enum Filled {
    STORED,
    /** It is not for storing: too large, or it cannot be written. */
    UNFIT,
    /** Something has invalidated it meanwhile, or there was no room. */
    REFUSED,
    /** The store could not be asked. */
    LOST
}
