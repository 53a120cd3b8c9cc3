package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who expects to find nothing asks for the lease without having looked. */
class MissesTest {
    private static final int SEVERAL = 10;

    private final Misses misses = new Misses();
    private final List<String> asked = new ArrayList<>();

    @Test
    void nothingIsExpectedOnlyAfterSeveralLooksThatFoundNothing() {
        assertThat(misses.areLikely()).isFalse();
        misses.count(true);
        assertThat(misses.areLikely()).isFalse();
        count(true);
        assertThat(misses.areLikely()).isTrue();
        misses.count(false);
        assertThat(misses.areLikely()).isTrue();
        count(false);
        assertThat(misses.areLikely()).isFalse();
    }

    private void count(boolean missed) {
        IntStream.range(0, SEVERAL).forEach(i -> misses.count(missed));
    }

    @Test
    void oneMissMoreAfterSeveralCostsTwoQuestions() {
        try (MemoryStore store = new MemoryStore();
                Cache cache = new Cache(
                        Instance.SERVICE,
                        Instance.cachingOn(),
                        recorded(store),
                        new JsonCodec(),
                        CacheSettings.ofDefaults(),
                        List.of(),
                        System::nanoTime)) {
            IntStream.range(0, SEVERAL).forEach(i -> load(cache, "/products/" + i));
            asked.clear();
            assertThat(load(cache, "/more").cached()).isFalse();
            assertThat(asked).containsExactly("acquire", "fill");
        }
    }

    private CacheStore recorded(CacheStore store) {
        return (CacheStore) Proxy.newProxyInstance(
                CacheStore.class.getClassLoader(), new Class<?>[] {CacheStore.class}, (proxy, method, arguments) -> {
                    if (List.of("read", "acquire", "generations", "fill", "release")
                            .contains(method.getName())) {
                        asked.add(method.getName());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatIsThereAfterAllIsServedAndTheLeaseGivenBack() {
        try (RedisServer redis = RedisServer.start();
                RawRedis raw = new RawRedis(redis);
                Instance other = new Instance(redis);
                Instance instance = new Instance(redis)) {
            load(other.cache, "/there");
            IntStream.range(0, SEVERAL).forEach(i -> load(instance.cache, "/products/" + i));
            assertThat(load(instance.cache, "/there")).isEqualTo(new Cached<>("of /there", true));
            await().until(() -> raw.commands.keys("lease:*").isEmpty());
        }
    }

    private static Cached<String> load(Cache cache, String path) {
        return cache.getOrLoad(cache.key(path), String.class, () -> "of " + path);
    }
}
