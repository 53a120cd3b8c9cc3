package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.sdk.http.internal.rfc9111.Lifetime;
import dev.cacheplane.sdk.http.internal.rfc9111.Standing;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import java.time.Duration;

/**
 * For how long a response is stored.
 *
 * @param fresh for how long it is fresh; not negative
 * @param keep for how long it stays: for its stale windows too, and where the response decides by itself, and the handler can be asked if it is good still, for the policy's TTL more
 */
record Keeping(Duration fresh, Duration keep) {
    static Keeping of(StoredResponse response, CachePolicy policy) {
        Standing standing = response.standing();
        boolean byPolicy = response.lifetime().source() == Lifetime.Source.POLICY;
        Duration fresh = longer(response.ttl(Duration.ZERO), Duration.ZERO);
        Duration window = standing.neverStale()
                ? Duration.ZERO
                : longer(standing.whileRevalidating(policy), standing.ifError(policy));
        Duration validated = response.hasValidator() && (!byPolicy || fresh.isZero()) ? policy.ttl() : Duration.ZERO;
        return new Keeping(fresh, longer(fresh.plus(longer(window, validated)), Duration.ofMillis(1)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
