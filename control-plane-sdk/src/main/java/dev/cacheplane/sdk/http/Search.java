package dev.cacheplane.sdk.http;

/** How far a request goes to find its response. */
enum Search {
    /** It looks. */
    LOOK,
    /** It asks for the right to make a new one, and goes on without it if another has it. */
    LEAD,
    /** It waits for the other. */
    WAIT
}
