package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What the current policies say of one key.
 *
 * @param entry the key in Redis, version included
 * @param policy of the key's endpoint
 * @param since the revision at which caching was last switched on: entries of any other are not used
 */
record Terms(String entry, CachePolicy policy, String since) {
    /** The policy's TTL, shortened by up to its jitter; never zero. */
    Duration timeToLive(RandomGenerator random) {
        long millis = policy.ttl().toMillis();
        long most = millis * policy.jitterPercent() / 100;
        return Duration.ofMillis(Math.max(1, millis - (most == 0 ? 0 : random.nextLong(most + 1))));
    }
}
