package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Acquisition;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import dev.cacheplane.sdk.store.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at entries: reads one, and asks for its lease where it cannot be used. */
final class Claims {
    private final CacheStore store;
    private final Duration lease;

    Claims(CacheStore store, Duration lease) {
        this.store = store;
        this.lease = lease;
    }

    /** Never waits for another, and never throws: out of reach is {@link Claim.Unstored}. */
    <T> Claim<T> claim(EntryView<T> entry, Budget budget) {
        try {
            Stored stored = budget.spend(
                    within -> store.read(entry.key(), List.of(), within).entry());
            while (true) {
                Optional<T> value = entry.valueOf(stored);
                if (value.isPresent()) {
                    return new Claim.Found<>(value.get());
                }
                String token = UUID.randomUUID()
                        .toString(); // of this attempt alone: a second one must not bless the first one's late fill
                Acquisition acquisition = acquire(entry.key(), token, stored, budget);
                if (acquisition instanceof Acquisition.Changed changed) {
                    stored = changed.stored();
                } else if (acquisition instanceof Acquisition.Taken) {
                    return new Claim.Mine<>(new Lease(store, entry.key(), token));
                } else if (acquisition instanceof Acquisition.Held held) {
                    return new Claim.Busy<>(held.expiresIn());
                } else {
                    return new Claim.Unstored<>();
                }
            }
        } catch (StoreUnavailableException e) {
            return new Claim.Unstored<>();
        }
    }

    private Acquisition acquire(String key, String token, Stored seen, Budget budget) {
        return budget.spend(within -> store.acquire(key, token, lease, seen.metadata(), within));
    }
}
