package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import dev.cacheplane.sdk.cache.Responses.Held;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response that was stored, as those who wait for it get it at their own time.
 *
 * @param token of the attempt that stored it
 * @param since when it was stored, in nanoseconds of the cache's clock, as the next
 * @param until when it is fresh no more
 */
record Kept<T>(T response, String token, long since, long until) {
    static <T> Kept<T> of(Usable<T> usable) {
        long since = usable.since();
        boolean fresh = usable.standing() == Standing.FRESH;
        return new Kept<>(
                Objects.requireNonNull(usable.value(), "a response is never none"),
                usable.metadata().fill(),
                since,
                fresh ? since + usable.metadata().fresh().toNanos() : since);
    }

    static <T> @Nullable Kept<T> ofFallback(Claim.@Nullable Found<T> fallback) {
        return fallback == null ? null : of(fallback.usable());
    }

    Held<T> at(long now) {
        return new Held<>(response, token, now - since, now - until >= 0, false);
    }
}
