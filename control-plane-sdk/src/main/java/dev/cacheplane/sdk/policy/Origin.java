package dev.cacheplane.sdk.policy;

/** Where policies came from; the names in lower case stand in reports. */
enum Origin {
    /** From the control plane's stream. */
    STREAM,
    /** From an answer of the control plane. */
    POLL,
    /** From the copy on disk, which the control plane has not confirmed since. */
    DISK,
    /** From nowhere: nothing was ever heard of. */
    DEFAULT;

    /** Whether the control plane has had no part in it yet. */
    boolean isOurOwn() {
        return this == DISK || this == DEFAULT;
    }
}
