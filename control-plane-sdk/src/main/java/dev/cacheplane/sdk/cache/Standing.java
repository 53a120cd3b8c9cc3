package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import java.time.Duration;

/** What an entry is good for at one moment, as RFC 9111, section 4.2, and RFC 5861 have it. */
enum Standing {
    /** For everybody. */
    FRESH,
    /** For everybody, while somebody makes a new one. */
    STALE,
    /** For those alone who fail to make a new one. */
    STALE_IF_ERROR,
    /** For nobody. */
    GONE;

    /**
     * @param age since the entry was filled
     * @param fresh for how long it was to be fresh
     * @param softened whether it has been made stale meanwhile
     * @param policy whose windows hold now, whatever held when it was filled
     */
    static Standing of(Duration age, Duration fresh, boolean softened, CachePolicy policy) {
        Duration over = age.minus(fresh);
        if (over.isNegative() && !softened) {
            return FRESH;
        }
        Duration stale = over.isNegative() ? Duration.ZERO : over;
        if (stale.compareTo(policy.staleWhileRevalidate()) < 0) {
            return STALE;
        }
        return stale.compareTo(policy.staleIfError()) < 0 ? STALE_IF_ERROR : GONE;
    }
}
