package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.FaultyProxy;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis slow, away, and back. */
class OutageTest {
    private static final CacheSettings DEFAULTS = CacheSettings.ofDefaults();

    private final RedisServer redis = RedisServer.start();
    private final Callers callers = new Callers();

    @AfterEach
    void end() {
        callers.close();
        redis.close();
    }

    @Test
    void aPausedRedisCostsOneBudgetAndThenNothing() {
        try (Instance instance = warmed(DEFAULTS)) {
            CacheKey key = instance.cache.key("/products");
            redis.pause();
            long asked = System.nanoTime();
            assertThat(read(instance, key, "computed")).isEqualTo(new Cached<>("computed", false));
            assertThat(elapsed(asked)).isLessThan(DEFAULTS.redisBudget().plusMillis(800));

            asked = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                assertThat(read(instance, key, "computed").cached()).isFalse();
            }
            assertThat(elapsed(asked)).isLessThan(Duration.ofSeconds(2));
            redis.resume();
            await().until(() -> read(instance, key, "again").cached());
        }
    }

    @Test
    void aRedisThatIsPausedWhileAValueIsComputedDelaysOneWithTagsOfItsOwnByTheBudgetAtMost() {
        try (Instance instance = warmed(DEFAULTS)) {
            long[] finished = new long[1];
            TaggingLoader<String, RuntimeException> loader = tags -> {
                tags.add("slow");
                redis.pause();
                finished[0] = System.nanoTime();
                return "computed";
            };
            assertThat(instance.cache
                            .getOrLoad(instance.cache.key("/slow"), TypeOf.of(String.class), loader)
                            .value())
                    .isEqualTo("computed");
            assertThat(elapsed(finished[0])).isLessThan(DEFAULTS.redisBudget().plusMillis(800));
            redis.resume();
        }
    }

    @Test
    void aSlowRedisKeepsNobodyWaitingForAValueThatIsNotStored() {
        long[] now = new long[1];
        LongSupplier slow =
                () -> now[0] += Duration.ofMillis(80).toNanos(); // each question takes 80 ms: none is left to fill
        CacheSettings settings = DEFAULTS.withLease(Duration.ofMinutes(10));
        try (Instance instance = warmed(DEFAULTS);
                RawRedis raw = new RawRedis(redis);
                Cache cache = new Cache(
                        Instance.SERVICE,
                        instance.policies,
                        instance.store,
                        new JsonCodec(),
                        settings,
                        List.of(),
                        slow)) {
            assertThat(cache.getOrLoad(cache.key("/slow"), String.class, () -> {
                        assertThat(raw.commands.keys("lease:*")).hasSize(1);
                        return "computed";
                    }))
                    .isEqualTo(new Cached<>("computed", false));
            await().until(() -> raw.commands.keys("lease:*").isEmpty());
            assertThat(raw.commands.keys("cache:*:/slow")).isEmpty();
        }
    }

    @Test
    void cachingResumesWhenAKilledRedisIsBack() {
        try (Instance instance = warmed(Instance.SETTINGS)) {
            CacheKey key = instance.cache.key("/products");
            redis.kill();
            for (int i = 0; i < 100; i++) {
                assertThat(read(instance, key, "computed").value()).isEqualTo("computed");
            }
            redis.restart();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> read(instance, key, "again").cached());
        }
    }

    /** Another process has been back before, and has let Redis know that it hears it. */
    @Test
    void whoIsBackLaterThanOthersStillRepeatsWhatOldDataLack() {
        AtomicLong slept = new AtomicLong();
        try (RawRedis raw = new RawRedis(redis);
                FaultyProxy between = FaultyProxy.before(redis.port());
                RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", between.port(), null));
                Cache later = new Cache(
                        Instance.SERVICE,
                        Instance.cachingOn(),
                        store,
                        new JsonCodec(),
                        Instance.SETTINGS,
                        List.of(),
                        () -> System.nanoTime() + slept.get())) {
            CacheKey key = later.key("/products");
            await().until(() -> read(later, key, "old").cached());
            await().until(() -> raw.commands.keys("beat:*").size() == 1);
            String mine = raw.commands.keys("beat:*").get(0);
            byte[] entry = raw.commands.dump(key.name());
            String metadata = raw.commands.keys("meta:*" + key.name()).get(0);
            byte[] line = raw.commands.dump(metadata);
            assertThat(later.invalidate(key)).isEqualTo(Invalidation.APPLIED);
            between.refuse();
            between.cut();
            await().until(() -> !store.isOpen());

            long minuteAgo = Long.parseLong(raw.commands.get(mine)) - 60_000;
            raw.commands.set(mine, Long.toString(minuteAgo));
            raw.commands.restore(key.name(), 300_000, entry);
            raw.commands.restore(metadata, 300_000, line);
            raw.commands.save();
            slept.addAndGet(Duration.ofSeconds(50).toNanos());
            redis.restart();
            try (Instance first = new Instance(redis)) {
                assertThat(read(first.cache, key, "new")).isEqualTo(new Cached<>("old", true));
                between.pass();
                await().until(store::isOpen);
                assertThat(read(later, key, "new").value()).isEqualTo("new");
            }
        }
    }

    @Test
    void withoutRedisCallersOfOneProcessStillShareAComputation() {
        try (Instance instance = warmed(Instance.SETTINGS)) {
            CacheKey key = instance.cache.key("/products");
            redis.kill();
            await().until(() -> !instance.reachesRedis());
            AtomicInteger loads = new AtomicInteger();
            CountDownLatch mayFinish = new CountDownLatch(1);
            CopyOnWriteArrayList<Thread> waiting = new CopyOnWriteArrayList<>();
            List<Future<Cached<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(callers.call(() -> {
                    waiting.add(Thread.currentThread());
                    return instance.cache.getOrLoad(key, String.class, () -> {
                        Callers.await(mayFinish);
                        return "computed " + loads.incrementAndGet();
                    });
                }));
            }
            await().until(() -> waiting.size() == 5
                    && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            mayFinish.countDown();
            assertThat(calls)
                    .allSatisfy(call -> assertThat(Callers.result(call).value()).isEqualTo("computed 1"));
        }
    }

    @Test
    void anInvalidationDuringAnOutageIsDoneBeforeAnythingIsReadAgain() {
        try (Instance instance = warmed(DEFAULTS);
                RawRedis raw = new RawRedis(redis)) {
            CacheKey key = instance.cache.key("/products");
            await().until(() -> read(instance, key, "old").cached());
            assertThat(raw.commands.get(key.name())).isEqualTo("\"old\"");

            redis.pause();
            assertThat(instance.cache.invalidate(key)).isEqualTo(Invalidation.JOURNALLED);
            assertThat(read(instance, key, "new")).isEqualTo(new Cached<>("new", false));
            redis.resume();

            List<Cached<String>> reads = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(2)).until(() -> {
                reads.add(read(instance, key, "new"));
                return reads.get(reads.size() - 1).cached();
            });
            assertThat(reads).extracting(Cached::value).containsOnly("new");
            assertThat(raw.commands.get(key.name())).isEqualTo("\"new\"");
        }
    }

    @Test
    void aClearingDuringAnOutageIsDoneLater() {
        try (Instance instance = warmed(DEFAULTS);
                RawRedis raw = new RawRedis(redis)) {
            CacheKey key = instance.cache.key("/products/1");
            await().until(() -> read(instance, key, "old").cached());
            redis.pause();
            assertThat(instance.cache.clear("cache:product-service:/products/*"))
                    .isEqualTo(new Cleared(0, Invalidation.JOURNALLED));
            redis.resume();
            await().until(instance::reachesRedis);
            assertThat(raw.commands.exists(key.name())).isZero();
        }
    }

    @Test
    void moreInvalidationsThanTheJournalHoldsBecomeOneOfTheWholeService() {
        try (Instance instance = warmed(DEFAULTS.withJournal(2));
                RawRedis raw = new RawRedis(redis)) {
            CacheKey bystander = instance.cache.key("/other");
            await().until(() -> read(instance, bystander, "old").cached());
            raw.commands.set("cache:another-service:/products", "theirs");
            redis.pause();
            for (int i = 0; i < 3; i++) {
                assertThat(instance.cache.invalidate(instance.cache.key("/products/" + i)))
                        .isEqualTo(Invalidation.JOURNALLED);
            }
            redis.resume();
            await().until(instance::reachesRedis);
            assertThat(read(instance, bystander, "new")).isEqualTo(new Cached<>("new", false));
            assertThat(raw.commands.get("cache:another-service:/products")).isEqualTo("theirs");
        }
    }

    /** An instance whose first, slow calls are behind it. */
    private Instance warmed(CacheSettings settings) {
        Instance instance = new Instance(redis, settings);
        await().until(() -> read(instance, instance.cache.key("/warm"), "warm").cached());
        return instance;
    }

    private static Cached<String> read(Cache cache, CacheKey key, String otherwise) {
        return cache.getOrLoad(key, String.class, () -> otherwise);
    }

    private static Cached<String> read(Instance instance, CacheKey key, String otherwise) {
        return instance.cache.getOrLoad(key, String.class, () -> otherwise);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
