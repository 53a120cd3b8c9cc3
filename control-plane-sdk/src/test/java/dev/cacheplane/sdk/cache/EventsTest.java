package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheEvent.BreakerChanged;
import dev.cacheplane.sdk.event.CacheEvent.FillRefused;
import dev.cacheplane.sdk.event.CacheEvent.Hit;
import dev.cacheplane.sdk.event.CacheEvent.Invalidated;
import dev.cacheplane.sdk.event.CacheEvent.Joined;
import dev.cacheplane.sdk.event.CacheEvent.Load;
import dev.cacheplane.sdk.event.CacheEvent.Miss;
import dev.cacheplane.sdk.event.CacheEvent.StaleServed;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the cache tells of its work, on a real Redis. */
class EventsTest {
    private static final String ENDPOINT = "/products/{id}";
    private static final PolicySettings CACHED = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private final RedisServer redis = RedisServer.start();
    private final Callers callers = new Callers();
    private final List<CacheEvent> told = new CopyOnWriteArrayList<>();
    private final Instance instance = new Instance(
            redis,
            Instance.SETTINGS,
            List.of(
                    event -> {
                        throw new IllegalStateException("a listener's own trouble");
                    },
                    event -> {
                        throw new NoSuchMethodError("of another version");
                    },
                    told::add));
    private final CacheKey key = instance.cache.key("/products/7").tagged("catalog");

    EventsTest() {
        set(CACHED);
    }

    @AfterEach
    void end() {
        callers.close();
        instance.close();
        redis.close();
    }

    @Test
    void aMissAndItsLoadAreToldAndThenAHitAlthoughAnotherListenerThrows() {
        assertThat(load("1")).isEqualTo(new Cached<>("1", false));
        assertThat(load("2")).isEqualTo(new Cached<>("1", true));
        assertThat(told).satisfiesExactly(is(new Miss(ENDPOINT, key.name())), isLoad(false), is(hit()));
    }

    @Test
    void whatNoEndpointGovernsHasAnEmptyOne() {
        CacheKey other = instance.cache.key("/other");
        instance.cache.getOrLoad(other, String.class, () -> "1");
        assertThat(told).contains(new Miss("", other.name()));
    }

    @Test
    void switchedOffNothingIsTold() {
        set(CACHED.with(PolicyField.SHOULD_CACHE, false));
        load("1");
        instance.cache.get(key, String.class);
        assertThat(told).isEmpty();
    }

    @Test
    void aLookWithoutALoaderIsAHitOrAMiss() {
        Lookup<String> missed = instance.cache.get(key, String.class);
        assertThat(missed).isInstanceOf(Lookup.Miss.class);
        assertThat(instance.cache.put(((Lookup.Miss<String>) missed).ticket(), "1"))
                .isTrue();
        instance.cache.get(key, String.class);
        assertThat(told).containsExactly(new Miss(ENDPOINT, key.name()), hit());
    }

    @Test
    void aLoaderThatThrowsIsAFailedLoad() {
        assertThatThrownBy(this::fail).hasMessage("on purpose");
        assertThat(told).satisfiesExactly(is(new Miss(ENDPOINT, key.name())), isLoad(true));
    }

    /** In memory: there no report of changes that begins meanwhile keeps callers from joining. */
    @Test
    void whoWaitsForAnotherCallerOfItsProcessHasJoinedIt() {
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        AtomicReference<Thread> second = new AtomicReference<>();
        try (MemoryStore store = new MemoryStore();
                Cache cache = cacheOn(store, told)) {
            cache.getOrLoad(key, String.class, () -> "0"); // makes the generations, which is a change too
            cache.invalidate(key);
            told.clear();
            Future<?> first = callers.call(() -> cache.getOrLoad(key, String.class, () -> {
                computing.countDown();
                Callers.await(mayFinish);
                return "1";
            }));
            Callers.await(computing);
            Future<?> joining = callers.call(() -> {
                second.set(Thread.currentThread());
                return cache.getOrLoad(key, String.class, () -> "2");
            });
            await().until(() -> second.get() != null && second.get().getState() == Thread.State.TIMED_WAITING);
            mayFinish.countDown();
            Callers.result(first);
            Callers.result(joining);
        }
        assertThat(told)
                .satisfiesExactlyInAnyOrder(
                        is(new Miss(ENDPOINT, key.name())), isLoad(false), is(new Joined(ENDPOINT, key.name())));
    }

    @Test
    void somethingStaleIsToldAsSuchAndThenTheLoadBehindIt() {
        set(CACHED.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(10)));
        load("1");
        instance.cache.invalidateSoftly(key);
        told.clear();
        assertThat(load("2")).isEqualTo(new Cached<>("1", true));
        await().untilAsserted(() -> assertThat(told).satisfiesExactlyInAnyOrder(is(stale()), isLoad(false)));
    }

    @Test
    void aLoadBehindThatFailsServesNobody() {
        set(CACHED.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(10)));
        load("1");
        instance.cache.invalidateSoftly(key);
        told.clear();
        fail();
        await().until(() -> redisLeases().contains("failed"));
        assertThat(told).satisfiesExactlyInAnyOrder(is(stale()), isLoad(true));
    }

    @Test
    void aStaleValueInPlaceOfAFailureIsToldOnceAndIsNoMiss() {
        set(CACHED.with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(10)));
        load("1");
        instance.cache.invalidateSoftly(key);
        told.clear();
        assertThat(fail()).isEqualTo(new Cached<>("1", true));
        assertThat(told).satisfiesExactly(isLoad(true), is(stale()));
    }

    @Test
    void anExpiredValueThatIsReplacedInTimeIsAMiss() {
        set(CACHED.with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(10)));
        load("1");
        instance.cache.invalidateSoftly(key);
        told.clear();
        assertThat(load("2")).isEqualTo(new Cached<>("2", false));
        assertThat(told).satisfiesExactly(isLoad(false), is(new Miss(ENDPOINT, key.name())));
    }

    @Test
    void aFillIsRefusedToWhatAnInvalidationHasMet() {
        instance.cache.getOrLoad(key, String.class, () -> {
            instance.cache.invalidate(key);
            return "old";
        });
        await().untilAsserted(() -> assertThat(told)
                .satisfiesExactly(
                        is(new Miss(ENDPOINT, key.name())),
                        is(new Invalidated(key.name(), false, true)),
                        isLoad(false),
                        is(new FillRefused(ENDPOINT, key.name()))));
    }

    @Test
    void invalidationsAreToldByWhatTheyAreOf() {
        instance.cache.invalidateSoftly(Target.service());
        instance.cache.update(List.of(key), () -> "written");
        instance.cache.clear("cache:product-service:*");
        assertThat(told)
                .containsExactly(
                        new Invalidated("gen:{product-service}:service", true, true),
                        new Invalidated(key.name(), false, true),
                        new Invalidated("cache:product-service:*", false, true));
    }

    @Test
    void withoutRedisInvalidationsAreJournalledAndCallersCompute() {
        redis.kill();
        await().until(() -> told.contains(new BreakerChanged(true)));
        assertThat(instance.cache.invalidate(key)).isEqualTo(Invalidation.JOURNALLED);
        load("1");
        assertThat(told)
                .satisfiesExactly(
                        is(new BreakerChanged(true)),
                        is(new Invalidated(key.name(), false, false)),
                        is(new Miss(ENDPOINT, key.name())),
                        isLoad(false));
    }

    @Test
    void theBreakerIsToldOfOnceWhenItOpensAndOnceWhenItCloses() {
        redis.kill();
        await().until(() -> !instance.reachesRedis());
        instance.cache.invalidate(key);
        redis.restart();
        instance.awaitRedis();
        await().untilAsserted(() -> assertThat(told)
                .filteredOn(BreakerChanged.class::isInstance)
                .containsExactly(new BreakerChanged(true), new BreakerChanged(false)));
        instance.close();
        assertThat(told).filteredOn(BreakerChanged.class::isInstance).hasSize(2);
    }

    @Test
    void aCacheThatBeginsWithoutRedisIsToldOfThat() {
        List<CacheEvent> begin = new CopyOnWriteArrayList<>();
        redis.kill();
        await().until(() -> !instance.reachesRedis());
        try (Cache cache = cacheOn(instance.store, begin)) {
            assertThat(cache).isNotNull();
            assertThat(begin).containsExactly(new BreakerChanged(true));
            redis.restart();
            await().untilAsserted(() -> assertThat(begin).endsWith(new BreakerChanged(false)));
        }
    }

    private Cache cacheOn(CacheStore store, List<CacheEvent> listener) {
        return new Cache(
                Instance.SERVICE,
                instance.policies,
                store,
                new JsonCodec(),
                Instance.SETTINGS,
                List.of(listener::add),
                System::nanoTime);
    }

    private List<String> redisLeases() {
        try (RawRedis raw = new RawRedis(redis)) {
            return raw.commands.keys("lease:*").stream().map(raw.commands::get).toList();
        }
    }

    private void set(PolicySettings settings) {
        PolicySet current = instance.policies.current();
        instance.set(settings);
        instance.policies.change(instance.policies
                .current()
                .withEndpoint(
                        EndpointId.of(ENDPOINT),
                        PolicySettings.EMPTY,
                        current.revision().next().next()));
    }

    private Cached<String> load(String value) {
        return instance.cache.getOrLoad(key, String.class, () -> value);
    }

    private Cached<String> fail() {
        return instance.cache.getOrLoad(key, String.class, (Loader<String, IllegalStateException>) () -> {
            throw new IllegalStateException("on purpose");
        });
    }

    private Hit hit() {
        return new Hit(ENDPOINT, key.name(), false);
    }

    private StaleServed stale() {
        return new StaleServed(ENDPOINT, key.name());
    }

    private static ThrowingConsumer<CacheEvent> is(CacheEvent expected) {
        return event -> assertThat(event).isEqualTo(expected);
    }

    private ThrowingConsumer<CacheEvent> isLoad(boolean failed) {
        return event -> assertThat(event).isInstanceOfSatisfying(Load.class, load -> {
            assertThat(load.endpoint()).isEqualTo(ENDPOINT);
            assertThat(load.key()).isEqualTo(key.name());
            assertThat(load.failed()).isEqualTo(failed);
            assertThat(load.took()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
    }
}
