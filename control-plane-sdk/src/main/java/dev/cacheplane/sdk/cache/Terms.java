package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicySet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the current policies say of one key.
 *
 * @param key the key
 * @param policies those policies
 * @param entry the key in Redis, version included
 * @param prefix what that key and its like begin with, and their changes are reported under
 * @param matched the configured endpoint that governs it; null for the service's defaults
 * @param policy of the key's endpoint
 * @param since the revision at which caching was last switched on: entries of any other are not used
 * @param generations names of those that an entry must bear to be used
 */
record Terms(
        CacheKey key,
        PolicySet policies,
        String entry,
        String prefix,
        @Nullable EndpointId matched,
        CachePolicy policy,
        String since,
        List<String> generations) {
    /** Whether other policies mean the same for the key. */
    boolean sayTheSameAs(Terms other) {
        return entry.equals(other.entry)
                && Objects.equals(matched, other.matched)
                && policy.equals(other.policy)
                && since.equals(other.since)
                && generations.equals(other.generations);
    }

    /** What the endpoint is called in events: {@code ""} for the service's defaults. Made anew at each call. */
    String endpoint() {
        return matched == null ? "" : matched.toString();
    }

    /** How long a value is fresh: the policy's TTL, shortened by up to its jitter; never zero. */
    Duration fresh(RandomGenerator random) {
        return jittered(policy.ttl(), random);
    }

    /** As {@link #fresh}, of "there is none"; zero if that is not kept. */
    Duration freshNone(RandomGenerator random) {
        return policy.negativeTtl().isZero() ? Duration.ZERO : jittered(policy.negativeTtl(), random);
    }

    /** For how long a value may be served when it is no longer fresh, whether to all or only where making a new one fails. */
    Duration staleWindow() {
        Duration revalidating = policy.staleWhileRevalidate();
        Duration failing = policy.staleIfError();
        return revalidating.compareTo(failing) > 0 ? revalidating : failing;
    }

    /** A time shortened by up to the policy's jitter; never zero. */
    Duration jittered(Duration whole, RandomGenerator random) {
        long millis = whole.toMillis();
        long most = millis * policy.jitterPercent() / 100;
        return Duration.ofMillis(Math.max(1, millis - (most == 0 ? 0 : random.nextLong(most + 1))));
    }
}
