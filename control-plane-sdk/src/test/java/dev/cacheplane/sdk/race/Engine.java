package dev.cacheplane.sdk.race;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.CacheStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** The cache of this project. */
final class Engine implements Subject {
    static final ServiceName SERVICE = new ServiceName("race");

    final Cache cache;

    /** @param store closed by whoever made it */
    Engine(CacheStore store, CacheSettings settings) {
        FixedPolicies policies = new FixedPolicies(PolicySet.empty(SERVICE, new Revision("race", 0)));
        PolicySet current = policies.current();
        policies.change(current.withServiceDefaults(
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofMinutes(5)),
                current.revision().next()));
        cache = new Cache(SERVICE, policies, store, new JsonCodec(), settings, List.of(), System::nanoTime);
    }

    /** The row's key in Redis. */
    static String entry(String row) {
        return "cache:race:/rows/" + row;
    }

    CacheKey key(String row) {
        return cache.key("/rows/" + row);
    }

    @Override
    public long read(String row, LongSupplier load) {
        return Objects.requireNonNull(
                cache.getOrLoad(key(row), Long.class, load::getAsLong).value());
    }

    @Override
    public boolean invalidate(String row) {
        return cache.invalidate(key(row)) == Invalidation.APPLIED;
    }

    @Override
    public void close() {
        cache.close();
    }
}
