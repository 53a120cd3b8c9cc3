package dev.cacheplane.benchmarks.http;

/**
 * What a response must be.
 *
 * @param body every byte of it, in ASCII
 * @param hit what {@code Cache-Status} says of a hit; empty if it says nothing
 * @param always whether nothing but hits will do
 */
record Expected(String body, String hit, boolean always) {
    /** What is served by whom lies ready. */
    static Expected of(Payload payload, Rival rival) {
        return new Expected(
                payload.json(), rival.inCacheStatus(), !rival.inCacheStatus().isEmpty());
    }
}
