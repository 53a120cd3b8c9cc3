package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.CacheStore;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClearTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final List<String> OTHERS = List.of(
            "cache:product-service2:/products",
            "cache:other:/products",
            "sessions:1",
            "x:cache:product-service:/products");

    private final RedisCommands<String, String> redis = RAW.commands;
    private final Callers callers = new Callers();
    private final Instance instance = new Instance(REDIS, Instance.SETTINGS.withNamespaces(Set.of("analytics")));
    private final Cache cache = instance.cache;
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @BeforeEach
    void fill() {
        redis.flushall();
        OTHERS.forEach(name -> redis.set(name, "theirs"));
        store(cache.key("/products"));
        store(cache.key(EndpointPath.parse("/products"), "page=2"));
        store(cache.key("/products/1"));
        store(cache.key("/products/2"));
        store(cache.key("/products/2/reviews"));
        store(cache.own("analytics:sales:{\"region\":\"*\"}", "/analytics/sales"));
        instance.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.KEY_VERSION, Optional.of("v2")));
        store(cache.key("/products/1"));
    }

    @AfterEach
    void end() {
        mayFinish.countDown();
        callers.close();
        instance.close();
        assertThat(redis.mget(OTHERS.toArray(String[]::new)))
                .extracting(found -> found.getValueOrElse("gone"))
                .containsOnly("theirs");
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void anEndpointThatIsNotConfiguredIsLookedForWithItsQueriesAndVersions() {
        assertThat(cache.invalidate(Target.endpoint("/products/{id}"))).isEqualTo(Invalidation.APPLIED);
        assertThat(redis.keys("cache:product-service:/products/*"))
                .containsExactly("cache:product-service:/products/2/reviews");
        assertThat(redis.keys("v2:*")).isEmpty();
        assertThat(cache.invalidate(Target.endpoint("/products"))).isEqualTo(Invalidation.APPLIED);
        assertThat(redis.keys("cache:product-service:*")).containsExactly("cache:product-service:/products/2/reviews");
    }

    @Test
    void aPatternClearsWhatRedisMatches() {
        assertThat(cache.clear("cache:product-service:/products/?")).isEqualTo(new Cleared(2, Invalidation.APPLIED));
        assertThat(cache.clear("v*:cache:product-service:*").count()).isEqualTo(1);
        assertThat(cache.clear("analytics:sales:*\\**").count()).isEqualTo(1);
    }

    @Test
    void aComputationThatBeganBeforeIsNotStoredThoughThereWasNoEntry() {
        CacheKey absent = cache.key("/products/99");
        Future<Cached<String>> old = computes(cache, absent);
        cache.invalidate(Target.endpoint("/products/{id}"));
        assertThat(cache.getOrLoad(absent, String.class, () -> "new").value()).isEqualTo("new");
        mayFinish.countDown();
        Callers.result(old);
        assertThat(cache.getOrLoad(absent, String.class, () -> "newer")).isEqualTo(new Cached<>("new", true));
    }

    @Test
    void aComputationThatEndsInTheMiddleOfAClearingLeavesNothing() {
        CacheKey absent = cache.key("/products/99");
        Future<Cached<String>> old = computes(cache, absent);
        try (Cache clearing = cacheOver(between(instance.store, () -> {
            mayFinish.countDown();
            Callers.result(old);
        }))) {
            assertThat(clearing.clear("v2:" + absent.name()).outcome()).isEqualTo(Invalidation.APPLIED);
            assertThat(old.isDone()).isTrue();
            assertThat(redis.exists("v2:" + absent.name())).isZero();
        }
    }

    private Cache cacheOver(CacheStore store) {
        return new Cache(
                Instance.SERVICE,
                instance.policies,
                store,
                new JsonCodec(),
                Instance.SETTINGS,
                List.of(),
                System::nanoTime);
    }

    /** The store, with something that happens after its first enumeration, before it begins another of the other kind. */
    private static CacheStore between(CacheStore store, Runnable happens) {
        AtomicReference<String> first = new AtomicReference<>("");
        return (CacheStore) Proxy.newProxyInstance(
                CacheStore.class.getClassLoader(), new Class<?>[] {CacheStore.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.startsWith("scan") && !first.compareAndSet("", name) && !name.equals(first.get())) {
                        happens.run();
                    }
                    return method.invoke(store, arguments);
                });
    }

    private Future<Cached<String>> computes(Cache cache, CacheKey key) {
        Future<Cached<String>> call = callers.call(() -> cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            return "old";
        }));
        Callers.await(computing);
        return call;
    }

    private void store(CacheKey key) {
        assertThat(cache.getOrLoad(key, String.class, () -> "stored").cached()).isFalse();
    }
}
