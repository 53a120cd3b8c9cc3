package dev.cacheplane.sdk.cache;

import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheListener;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import dev.cacheplane.sdk.store.Watch;
import java.time.Duration;
import java.util.List;

/** One instance of product-service, as it were: policies, a store and a cache of its own. Caching is on, for 300 s. */
final class Instance implements AutoCloseable {
    static final ServiceName SERVICE = new ServiceName("product-service");
    /** Patient with a busy machine; what is said of the budget itself is tested with a smaller one. */
    static final CacheSettings SETTINGS = CacheSettings.ofDefaults().withRedisBudget(Duration.ofSeconds(5));

    private static final PolicySettings ON =
            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofMinutes(5));

    final FixedPolicies policies = new FixedPolicies(PolicySet.empty(SERVICE, new Revision("test", 0)));
    final RedisStore store;
    final Cache cache;

    Instance(RedisServer redis) {
        this(redis, SETTINGS);
    }

    Instance(RedisServer redis, CacheSettings settings) {
        this(redis, settings, List.of());
    }

    Instance(RedisServer redis, CacheSettings settings, List<CacheListener> listeners) {
        store = RedisStore.connect(RedisAddress.parse(redis.uri().toString()));
        cache = new Cache(SERVICE, policies, store, new JsonCodec(), settings, listeners, System::nanoTime);
        set(ON);
        awaitRedis();
        awaitReports();
    }

    /** Until then flights may be detached that nothing has made old: reports have just begun. */
    private void awaitReports() {
        try (Watch watch = store.watch(new NobodyInParticular())) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> watch.confirmedAt().isPresent());
        }
    }

    /** Policies without an instance. */
    static FixedPolicies cachingOn() {
        return new FixedPolicies(
                PolicySet.empty(SERVICE, new Revision("test", 0)).withServiceDefaults(ON, new Revision("test", 1)));
    }

    /** The service's policy from now on. */
    void set(PolicySettings settings) {
        PolicySet current = policies.current();
        policies.change(current.withServiceDefaults(settings, current.revision().next()));
    }

    void switchCaching(boolean on) {
        set(ON.with(PolicyField.SHOULD_CACHE, on));
    }

    void awaitRedis() {
        await().pollInterval(Duration.ofMillis(10)).until(this::reachesRedis);
    }

    boolean reachesRedis() {
        try {
            store.read("reachable", List.of(), Duration.ofSeconds(5));
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /** Returns when Redis has what this instance has sent, for those who look there by another way. Of one server. */
    void awaitFills() {
        store.read("whatever", List.of(), Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        cache.close();
        store.close();
    }
}
