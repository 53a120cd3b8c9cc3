package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The right of one attempt to fill one entry, until it expires, or an invalidation takes it. Once lost it is not taken again: the store knows. */
final class Lease {
    private final CacheStore store;
    private final String key;
    private final String token;
    private final Map<String, Generation> captured;
    private final long takenAt;

    /**
     * @param captured the generations that an entry must bear, by name, as they were before the lease was taken
     * @param takenAt in nanoseconds of the cache's clock
     */
    Lease(CacheStore store, String key, String token, Map<String, Generation> captured, long takenAt) {
        this.store = store;
        this.key = key;
        this.token = token;
        this.captured = Map.copyOf(captured);
        this.takenAt = takenAt;
    }

    String token() {
        return token;
    }

    Map<String, Generation> captured() {
        return captured;
    }

    long takenAt() {
        return takenAt;
    }

    /** Whether it is still held, and now for another {@code duration}. A store out of reach does not say that it is lost. */
    boolean renew(Duration duration, Duration within) {
        try {
            return store.renew(key, token, duration, within);
        } catch (StoreUnavailableException e) {
            return true;
        }
    }

    /** Has the entry stored, which ends the lease, unless the lease was lost, or the store is. Returns before that is known; never fails. */
    CompletableFuture<Filled> fill(Written written, Budget budget) {
        try {
            return budget.spend(
                            within -> store.fill(key, token, written.payload(), written.line(), written.keep(), within))
                    .handle((stored, lost) -> lost != null ? Filled.LOST : stored ? Filled.STORED : Filled.REFUSED);
        } catch (StoreUnavailableException e) {
            return CompletableFuture.completedFuture(Filled.LOST);
        }
    }

    /** Gives it back, so that nobody waits for it; {@code false} if the store could not be asked: then it expires. */
    boolean release(Budget budget) {
        try {
            budget.run(within -> store.release(key, token, within));
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /** Leaves a note that the computation has failed, so that for so long nobody tries who has something stale to give. */
    void fail(Duration pause, Budget budget) {
        try {
            budget.run(within -> store.fail(key, token, pause, within));
        } catch (StoreUnavailableException e) {
            // the lease expires, which keeps others from trying as well
        }
    }
}
