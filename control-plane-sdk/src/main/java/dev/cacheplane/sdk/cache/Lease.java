package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;

/** The right of one attempt to fill one entry, until it expires, or an invalidation takes it. Once lost it is not taken again: the store knows. */
final class Lease {
    private final CacheStore store;
    private final String key;
    private final String token;

    Lease(CacheStore store, String key, String token) {
        this.store = store;
        this.key = key;
        this.token = token;
    }

    String token() {
        return token;
    }

    /** Whether it is still held, and now for another {@code duration}. A store out of reach does not say that it is lost. */
    boolean renew(Duration duration, Duration within) {
        try {
            return store.renew(key, token, duration, within);
        } catch (StoreUnavailableException e) {
            return true;
        }
    }

    /** Stores the entry and ends the lease; {@code false} if the lease was lost, or the store is. */
    boolean fill(byte[] payload, Metadata metadata, Budget budget) {
        try {
            return budget.spend(
                    within -> store.fill(key, token, payload, metadata.line(), metadata.timeToLive(), within));
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /** Gives it back, so that nobody waits for it; {@code false} if the store could not be asked: then it expires. */
    boolean release(Budget budget) {
        try {
            return budget.spend(within -> {
                store.release(key, token, within);
                return true;
            });
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
