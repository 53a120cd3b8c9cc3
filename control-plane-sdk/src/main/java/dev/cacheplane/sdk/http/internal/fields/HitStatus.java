package dev.cacheplane.sdk.http.internal.fields;

import java.time.Duration;

/** What {@code Cache-Status} tells of one cache's hits (RFC 9211), which differ in little. Immutable. */
public final class HitStatus {
    private final String hit;

    /** @param cache the cache's name */
    public HitStatus(String cache) {
        this.hit = CacheStatus.word(cache) + "; hit; ttl=";
    }

    /**
     * This cache's member of the field's list.
     *
     * @param ttl for how long the answer is fresh, negative if it is stale
     * @param detail where it is from, a token
     */
    public String of(Duration ttl, String detail) {
        return hit + ttl.toSeconds() + "; detail=" + detail;
    }
}
