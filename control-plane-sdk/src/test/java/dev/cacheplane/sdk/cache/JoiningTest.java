package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.CacheStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With whom a caller waits, and what becomes of them when that one does not bring what they wait for. */
class JoiningTest {
    private final RedisServer redis = RedisServer.start();
    private final Callers callers = new Callers();
    private final Instance instance = new Instance(redis);
    private final Cache cache = instance.cache;
    private final CacheKey key = cache.key("/products");
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @AfterEach
    void end() {
        mayFinish.countDown();
        callers.close();
        instance.close();
        redis.close();
    }

    @Test
    void whoWasInterruptedBeforeItBeganIsJoinedByNobodyAfterAnInvalidation() {
        Future<Cached<String>> interrupted = callers.call(() -> {
            Thread.currentThread().interrupt();
            return cache.getOrLoad(key, String.class, () -> {
                assertThat(Thread.interrupted()).isTrue();
                computing.countDown();
                Callers.await(mayFinish);
                return "old";
            });
        });
        Callers.await(computing);
        assertThat(cache.invalidate(key)).isEqualTo(Invalidation.APPLIED);

        assertThat(Callers.result(callers.call(() -> read("new"))).value()).isEqualTo("new");

        mayFinish.countDown();
        assertThat(Callers.result(interrupted)).isEqualTo(new Cached<>("old", false));
        assertThat(read("newer").value()).isEqualTo("new");
    }

    @Test
    void whoHasJoinedAWarmingThatIsClosedComputesByItself() {
        CacheKey other = cache.key("/other");
        await().until(() -> cache.getOrLoad(other, String.class, () -> "other").cached()); // generations are there
        CountDownLatch never = new CountDownLatch(1);
        Warming warming = cache.warm(
                List.of(key),
                TypeOf.of(String.class),
                warmed -> () -> {
                    computing.countDown();
                    never.await();
                    return "warm";
                },
                1);
        Callers.await(computing);
        Future<Cached<String>> joined = waiting("own");

        warming.close();

        assertThat(Callers.result(joined).value()).isEqualTo("own");
    }

    /** Whoever computes has something to fall back on, which bears a tag that only the loader of before has named. */
    @Test
    void afterATagWasInvalidatedNobodyGetsWhatSomebodyHasReadBeforeThatBearsIt() {
        instance.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.NEAR_CACHE, false)
                .with(PolicyField.TTL, Duration.ofSeconds(1))
                .with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(5)));
        TaggingLoader<String, RuntimeException> tagging = tags -> {
            tags.add("late");
            return "old";
        };
        assertThat(cache.getOrLoad(key, TypeOf.of(String.class), tagging).cached())
                .isFalse();
        Future<String> failing = callers.call(() -> {
            String[] got = new String[1];
            await().until(
                            () -> { // until it is fresh no more
                                got[0] = String.valueOf(cache.getOrLoad(key, String.class, () -> {
                                            computing.countDown();
                                            Callers.await(mayFinish);
                                            throw new IllegalStateException("on purpose");
                                        })
                                        .value());
                                return computing.getCount() == 0;
                            });
            return got[0];
        });
        Callers.await(computing);
        assertThat(cache.invalidate(Target.tag("late"))).isEqualTo(Invalidation.APPLIED);

        Future<Cached<String>> later = waiting("new");
        mayFinish.countDown();

        assertThat(Callers.result(failing)).isEqualTo("old");
        assertThat(Callers.result(later).value()).isEqualTo("new");
    }

    @Test
    void aTicketWhoseValueIsNotStoredKeepsNobodyWaiting() {
        Ticket<String> ticket = ticket();
        assertThat(cache.put(ticket, null)).isFalse(); // none is kept by default
        assertThat(cache.put(ticket, "too late")).isFalse();
        assertThat(cache.put(ticket(), "value")).isTrue();
        assertThat(read("other")).isEqualTo(new Cached<>("value", true));
    }

    private Ticket<String> ticket() {
        Lookup<String> lookup = cache.get(key, String.class);
        assertThat(lookup).isInstanceOf(Lookup.Miss.class);
        return ((Lookup.Miss<String>) lookup).ticket();
    }

    /** Each question takes 20 ms of the 200 that one call has. */
    @Test
    void waitingForAnotherProcessUsesUpNoneOfTheTimeForRedis() {
        Future<Cached<String>> first = callers.call(() -> cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            return "theirs";
        }));
        Callers.await(computing);
        AtomicLong passed = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        CacheStore slow = (CacheStore) Proxy.newProxyInstance(
                CacheStore.class.getClassLoader(), new Class<?>[] {CacheStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("acquire") && looks.incrementAndGet() == 6) {
                        mayFinish.countDown();
                    }
                    passed.addAndGet(Duration.ofMillis(20).toNanos());
                    return method.invoke(instance.store, arguments);
                });
        CacheSettings settings = CacheSettings.ofDefaults();
        try (Cache waiting = new Cache(
                Instance.SERVICE,
                instance.policies,
                slow,
                new JsonCodec(),
                settings,
                List.of(),
                () -> System.nanoTime() + passed.get())) {
            assertThat(waiting.getOrLoad(key, String.class, () -> "own")).isEqualTo(new Cached<>("theirs", true));
        }
        assertThat(looks).hasValueGreaterThanOrEqualTo(6);
        assertThat(Callers.result(first).value()).isEqualTo("theirs");
    }

    /** One who reads, and waits for another. */
    private Future<Cached<String>> waiting(String loaded) {
        AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
        Future<Cached<String>> reading = callers.call(() -> {
            reader.set(Thread.currentThread());
            return read(loaded);
        });
        await().until(() -> {
            Thread thread = reader.get();
            return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
        });
        return reading;
    }

    private Cached<String> read(String loaded) {
        return cache.getOrLoad(key, String.class, () -> loaded);
    }
}
