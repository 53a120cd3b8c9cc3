package dev.cacheplane.containers;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.http.HttpCacheSettings;
import dev.cacheplane.sdk.http.PolicyFilter;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.MemoryStore;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The cache of the service "shop", in memory, with a clock that the test turns. */
public final class Shop implements AutoCloseable {
    public static final PolicySettings ON =
            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofSeconds(60));
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong elapsed = new AtomicLong(1);
    private final MemoryStore store = new MemoryStore(elapsed::get);
    private final Cache cache;
    private final Filter filter;

    /** @param policy of all endpoints */
    public Shop(PolicySettings policy) {
        ServiceName name = new ServiceName("shop");
        FixedPolicies policies = new FixedPolicies(
                PolicySet.empty(name, Revision.NONE).withServiceDefaults(policy, new Revision("fixed", 1)));
        cache = new Cache(name, policies, store, new JsonCodec(), CacheSettings.ofDefaults(), List.of(), elapsed::get);
        filter = new PolicyFilter(
                cache,
                policies,
                new HttpCacheSettings("shop", true, null, false, Duration.ofSeconds(10), new TurnedClock()));
    }

    private final class TurnedClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return START.plusNanos(elapsed.get());
        }
    }

    public Cache cache() {
        return cache;
    }

    public Filter filter() {
        return filter;
    }

    /** Time goes by. */
    public void pass(Duration time) {
        elapsed.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        cache.close();
        store.close();
    }
}
