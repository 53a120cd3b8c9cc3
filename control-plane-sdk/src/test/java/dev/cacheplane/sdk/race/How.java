package dev.cacheplane.sdk.race;

/** How a writer says what it has written. */
enum How {
    BY_KEY,
    BY_TAG,
    BY_ENDPOINT,
    BY_SERVICE,
    /** As a change that may be served stale; where the policy has no stale window that is as good as {@link #BY_KEY}. */
    SOFTLY,
    /** With the entry barred from before the write. */
    AS_AN_UPDATE
}
