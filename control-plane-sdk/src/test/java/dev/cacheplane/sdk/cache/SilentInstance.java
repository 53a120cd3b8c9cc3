package dev.cacheplane.sdk.cache;

import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheListener;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.util.List;

/** An instance whose Redis tells it of no changes. Caching is on. */
final class SilentInstance implements AutoCloseable {
    private final RedisStore store;
    private final Cache cache;

    SilentInstance(RedisServer redis, CacheListener listener) {
        PolicySet policies = PolicySet.empty(Instance.SERVICE, Revision.NONE)
                .withServiceDefaults(
                        PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true), new Revision("test", 1));
        store = RedisStore.connect(RedisAddress.parse(redis.uri().toString()));
        await().until(store::isOpen);
        cache = new Cache(
                Instance.SERVICE,
                new FixedPolicies(policies),
                store,
                new JsonCodec(),
                Instance.SETTINGS,
                List.of(listener),
                System::nanoTime);
    }

    Cached<String> read(String otherwise) {
        return cache.getOrLoad(cache.key("/products"), String.class, () -> otherwise);
    }

    @Override
    public void close() {
        cache.close();
        store.close();
    }
}
