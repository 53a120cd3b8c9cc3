package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.cache.Warming.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmingTest {
    private static final int KEYS = 12;
    private static final TypeOf<String> TEXT = TypeOf.of(String.class);

    private final RedisServer redis = RedisServer.start();
    private final Instance one = new Instance(redis);
    private final Instance two = new Instance(redis);
    private final List<CacheKey> keys = IntStream.range(0, KEYS)
            .mapToObj(i -> one.cache.key("/products/" + i))
            .toList();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void end() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void whatIsNotThereIsLoaded() throws InterruptedException {
        Progress progress = one.cache.warm(keys, TEXT, this::loading, 3).await();
        assertThat(progress).isEqualTo(new Progress(KEYS, KEYS, 0, 0, 0, false));
        assertThat(keys)
                .allSatisfy(key -> assertThat(two.cache.get(key, TEXT)).isEqualTo(new Lookup.Hit<>(key.name())));
    }

    @Test
    void whatIsThereIsLeft() throws InterruptedException {
        one.cache.warm(keys.subList(0, 5), TEXT, this::loading, 3).await();
        assertThat(two.cache.warm(keys, TEXT, this::loading, 3).await())
                .isEqualTo(new Progress(KEYS, KEYS - 5, 5, 0, 0, false));
        assertThat(loads).hasValue(KEYS);
    }

    @Test
    void ofInstancesThatWarmAtTheSameTimeOneLoadsEachKey() throws InterruptedException {
        Warming first = one.cache.warm(keys, TEXT, this::loading, 2);
        Warming second = two.cache.warm(keys, TEXT, this::loading, 2);
        Warming third = two.cache.warm(keys, TEXT, this::loading, 2);
        int loaded =
                first.await().loaded() + second.await().loaded() + third.await().loaded();
        assertThat(loads).hasValue(KEYS);
        assertThat(loaded).isEqualTo(KEYS);
        assertThat(List.of(first.progress(), second.progress(), third.progress()))
                .allSatisfy(progress ->
                        assertThat(progress.loaded() + progress.alreadyCached()).isEqualTo(KEYS));
    }

    @Test
    void noMoreAreLoadedAtOnceThanItWasTold() throws InterruptedException {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Warming warming = one.cache.warm(
                keys,
                TEXT,
                key -> () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    three.countDown();
                    Callers.await(three);
                    atOnce.decrementAndGet();
                    return "1";
                },
                3);
        assertThat(warming.await().loaded()).isEqualTo(KEYS);
        assertThat(most).hasValue(3);
    }

    @Test
    void progressIsToldMeanwhile() throws InterruptedException {
        Semaphore may = new Semaphore(4);
        Warming warming = one.cache.warm(
                keys,
                TEXT,
                key -> () -> {
                    may.acquire();
                    return "1";
                },
                2);
        await().until(() -> warming.progress().equals(new Progress(KEYS, 4, 0, 0, 0, true)));
        may.release(KEYS);
        assertThat(warming.await()).isEqualTo(new Progress(KEYS, KEYS, 0, 0, 0, false));
    }

    @Test
    void aKeyThatFailsDoesNotKeepItFromTheOthers() throws InterruptedException {
        Function<CacheKey, Loader<String, ?>> failing = key -> () -> {
            if (key.equals(keys.get(1))) {
                throw new IOException("on purpose");
            }
            return "1";
        };
        assertThat(one.cache.warm(keys, TEXT, failing, 1).await())
                .isEqualTo(new Progress(KEYS, KEYS - 1, 0, 0, 1, false));
    }

    @Test
    void whatThePolicySaysNotToCacheIsNotLoaded() throws InterruptedException {
        one.switchCaching(false);
        assertThat(one.cache.warm(keys, TEXT, this::loading, 3).await())
                .isEqualTo(new Progress(KEYS, 0, 0, KEYS, 0, false));
        assertThat(loads).hasValue(0);
    }

    @Test
    void withoutRedisNothingIsLoadedInVain() throws InterruptedException {
        redis.kill();
        await().until(() -> !one.reachesRedis());
        assertThat(one.cache.warm(keys, TEXT, this::loading, 3).await().skipped())
                .isEqualTo(KEYS);
        assertThat(loads).hasValue(0);
    }

    @Test
    void closedItBeginsNoFurtherKeyAndItsThreadsEnd() throws InterruptedException {
        CountDownLatch computing = new CountDownLatch(2);
        Warming warming = one.cache.warm(keys, TEXT, key -> () -> stuck(computing), 2);
        Callers.await(computing);
        warming.close();
        assertThat(warming.await()).isEqualTo(new Progress(KEYS, 0, 0, 0, 0, false));
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(loads).hasValue(2);
    }

    @Test
    void closedItDoesNotLoadWhatItHasWaitedForAnotherToLoad() throws InterruptedException {
        CountDownLatch computing = new CountDownLatch(1);
        Warming other = two.cache.warm(keys.subList(0, 1), TEXT, key -> () -> stuck(computing), 1);
        Callers.await(computing);
        Warming warming = one.cache.warm(keys.subList(0, 1), TEXT, this::loading, 1);
        await().until(() -> threads().size() == 2 && threads().stream().allMatch(WarmingTest::isWaiting));
        warming.close();
        warming.await();
        assertThat(loads).hasValue(1);
        other.close();
    }

    @Test
    void itEndsWithItsCache() throws InterruptedException {
        CountDownLatch computing = new CountDownLatch(1);
        Warming warming = one.cache.warm(keys, TEXT, key -> () -> stuck(computing), 1);
        Callers.await(computing);
        one.cache.close();
        assertThat(warming.await().running()).isFalse();
        assertThat(loads).hasValue(1);
    }

    @Test
    void aKeyThatIsNamedTwiceIsOneAndNoneAtAllIsTheEnd() throws InterruptedException {
        assertThat(one.cache
                        .warm(List.of(keys.get(0), keys.get(0)), TEXT, this::loading, 9)
                        .await()
                        .total())
                .isOne();
        assertThat(one.cache.warm(List.of(), TEXT, this::loading, 9).await())
                .isEqualTo(new Progress(0, 0, 0, 0, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> one.cache.warm(keys, TEXT, this::loading, 0));
    }

    private Loader<String, RuntimeException> loading(CacheKey key) {
        return () -> {
            loads.incrementAndGet();
            return key.name();
        };
    }

    private String stuck(CountDownLatch computing) throws InterruptedException {
        loads.incrementAndGet();
        computing.countDown();
        new CountDownLatch(1).await();
        return "never";
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cacheplane-warming"))
                .toList();
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
