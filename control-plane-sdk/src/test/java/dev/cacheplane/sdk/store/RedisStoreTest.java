package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis away, slow, and back. */
class RedisStoreTest {
    private static final String KEY = "cache:product-service:/products";
    private static final Duration BUDGET = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final RedisServer redis = RedisServer.start();
    private final RedisAddress address = RedisAddress.parse(redis.uri().toString());

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void aPausedRedisIsWaitedForThreeTimesAndAsksNoOneElseForTheirTime() {
        try (RedisStore store = opened()) {
            redis.pause();
            for (int i = 0; i < 3; i++) {
                assertThat(store.isOpen()).isTrue();
                long asked = System.nanoTime();
                assertUnavailable(store);
                assertThat(elapsed(asked)).isBetween(BUDGET, BUDGET.plusMillis(800));
            }
            assertThat(store.isOpen()).isFalse();

            long asked = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertUnavailable(store);
            }
            assertThat(elapsed(asked)).isLessThan(Duration.ofSeconds(1));
            redis.resume();
            awaitOpen(store);
        }
    }

    @Test
    void oneCallWithoutAnAnswerClosesNothing() {
        try (RedisStore store = opened()) {
            redis.pause();
            assertUnavailable(store);
            redis.resume();
            assertThat(store.isOpen()).isTrue();
            assertThat(store.read(KEY, List.of(), SOON).entry().payload()).isNull();
        }
    }

    @Test
    void aRedisThatAnswersSlowlyIsNotWaitedForUntilItIsFastAgain() {
        try (FaultyProxy proxy = FaultyProxy.before(redis.port());
                RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", proxy.port(), null))) {
            awaitOpen(store);
            Duration within = Duration.ofMillis(600);
            proxy.delay(Duration.ofMillis(200)); // there, and back again
            for (int i = 0; i < 50 && store.isOpen(); i++) {
                try {
                    store.read(KEY, List.of(), within);
                } catch (StoreUnavailableException e) {
                    assertThat(e).hasMessageContaining("no answer within"); // on a machine that is busy
                }
            }
            await().during(Duration.ofSeconds(2)).until(() -> !store.isOpen());
            proxy.pass();
            awaitOpen(store);
        }
    }

    /** Of as many commands as calls would say something of Redis. */
    @Test
    void oneSlowInvalidationOfManyEntriesClosesNothing() {
        try (FaultyProxy proxy = FaultyProxy.before(redis.port());
                RedisStore fast = RedisStore.connect(address);
                RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", proxy.port(), null))) {
            awaitOpen(fast);
            awaitOpen(store);
            List<String> keys =
                    IntStream.range(0, 50).mapToObj(i -> KEY + "/" + i).toList();
            byte[] nothing = new byte[0];
            for (String key : keys) {
                fast.acquire(key, "one", SOON, null, List.of(), SOON);
                assertThat(fast.fill(key, "one", nothing, nothing, SOON, SOON).join())
                        .isTrue();
            }
            proxy.delay(Duration.ofMillis(400)); // there, and back again: more than half of the time that it has
            assertThat(store.invalidate(keys, Duration.ofMillis(1_400))).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(store.isOpen()).isTrue();
        }
    }

    /** The first of its two questions is answered in time. */
    @Test
    void anInvalidationThatIsNotAnsweredInTimeNamesTheWholeTime() {
        try (FaultyProxy proxy = FaultyProxy.before(redis.port());
                RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", proxy.port(), null))) {
            awaitOpen(store);
            proxy.delay(Duration.ofMillis(60));
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.invalidate(KEY, BUDGET))
                    .withMessageContaining("no answer within 200 ms");
        }
    }

    @Test
    void anotherServerIsAnnouncedUntilTheHooksHaveRun() {
        try (RedisStore store = RedisStore.connect(address)) {
            CopyOnWriteArrayList<Boolean> other = new CopyOnWriteArrayList<>();
            AtomicInteger failing = new AtomicInteger();
            awaitOpen(store);
            store.beforeReopening(reopening -> {
                other.add(reopening.otherServer());
                if (failing.getAndDecrement() > 0) {
                    throw new StoreUnavailableException("not yet");
                }
            });
            store.closeUntilReplayed();
            awaitOpen(store);
            assertThat(other).containsExactly(false);

            failing.set(1);
            redis.restart();
            await().until(() -> other.size() == 3);
            awaitOpen(store);
            assertThat(other).containsExactly(false, true, true);

            store.closeUntilReplayed();
            awaitOpen(store);
            assertThat(other).containsExactly(false, true, true, false);
        }
    }

    @Test
    void theFirstServerIsNoOther() {
        redis.kill();
        try (RedisStore store = RedisStore.connect(address)) {
            CopyOnWriteArrayList<Boolean> other = new CopyOnWriteArrayList<>();
            store.beforeReopening(reopening -> other.add(reopening.otherServer()));
            redis.restart();
            awaitOpen(store);
            assertThat(other).containsExactly(false);
        }
    }

    @Test
    void aKilledRedisFailsCallsAtOnceAndIsUsedAgainWhenItIsBack() {
        try (RedisStore store = opened()) {
            redis.kill();
            await().untilAsserted(() -> assertUnavailable(store));
            long asked = System.nanoTime();
            assertUnavailable(store);
            assertThat(elapsed(asked)).isLessThan(BUDGET);
            redis.restart();
            awaitOpen(store);
        }
    }

    @Test
    void aStoreThatStartsWithoutRedisFindsItWhenItAppears() {
        redis.kill();
        try (RedisStore store = RedisStore.connect(address)) {
            assertUnavailable(store);
            redis.restart();
            awaitOpen(store);
        }
    }

    @Test
    void anOutageIsOneWarning() {
        try (RedisStore store = opened();
                CapturedErrors log = new CapturedErrors()) {
            redis.kill();
            await().untilAsserted(() -> assertUnavailable(store));
            for (int i = 0; i < 50; i++) {
                assertUnavailable(store);
            }
            redis.restart();
            awaitOpen(store);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("WARN"))
                    .singleElement()
                    .asString()
                    .contains("Redis connection failed", "the app continues without cache");
        }
    }

    @Test
    void aWrongPasswordIsAnOutageAndNotShown() {
        try (RedisServer guarded = RedisServer.builder().password("right").start();
                CapturedErrors log = new CapturedErrors();
                RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", guarded.port(), "hunter2"))) {
            assertUnavailable(store);
            await().untilAsserted(
                            () -> assertThat(log.lines()).anyMatch(line -> line.contains("Redis connection failed")));
            assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
        }
    }

    @Test
    void aPasswordOpensTheStore() {
        try (RedisServer guarded = RedisServer.builder().password("p@ss:w/rd %").start();
                RedisStore store =
                        RedisStore.connect(RedisAddress.parse(guarded.uri().toString()))) {
            awaitOpen(store);
            assertThat(isOpen(store)).isTrue();
        }
    }

    @Test
    void aLateFillOfALeaseThatWasLostMeanwhileIsRefused() {
        try (RedisStore store = opened();
                RedisStore other = opened()) {
            store.acquire(KEY, "one", LEASE, null, List.of(), SOON);
            redis.pause();
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> other.invalidate(KEY, BUDGET)); // arrives first
            assertThat(store.fill(KEY, "one", bytes("late"), bytes("meta"), LEASE, BUDGET))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(StoreUnavailableException.class);
            redis.resume();
            awaitOpen(store);
            awaitOpen(other);
            other.invalidate(KEY, SOON);
            assertThat(store.read(KEY, List.of(), SOON).entry().payload()).isNull();
            assertThat(store.fill(KEY, "one", bytes("late"), bytes("meta"), LEASE, SOON)
                            .join())
                    .isFalse();
        }
    }

    @Test
    void aLeaseThatWasTakenAfterItsAskerHadGivenUpIsGivenBack() {
        try (RedisStore store = opened()) {
            redis.pause();
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.acquire(KEY, "one", LEASE, null, List.of(), BUDGET));
            redis.resume();
            awaitOpen(store);
            await().untilAsserted(() -> assertThat(store.acquire(KEY, "two", LEASE, null, List.of(), SOON))
                    .isInstanceOf(Acquisition.Taken.class));
        }
    }

    @Test
    void hooksRunBeforeAnybodyIsLetThroughAndUntilTheySucceed() {
        try (RedisStore store = opened()) {
            AtomicInteger runs = new AtomicInteger();
            CopyOnWriteArrayList<Boolean> wasOpen = new CopyOnWriteArrayList<>();
            store.beforeReopening(reopening -> {
                wasOpen.add(isOpen(store));
                reopening.entries().invalidate(KEY, SOON);
                if (runs.incrementAndGet() < 3) {
                    throw new StoreUnavailableException("not yet");
                }
            });
            store.closeUntilReplayed();
            assertUnavailable(store);
            awaitOpen(store);
            assertThat(runs).hasValue(3);
            assertThat(wasOpen).containsExactly(false, false, false);
        }
    }

    @Test
    void closingCountsThoughAnOpeningHasBegun() {
        try (RedisStore store = opened()) {
            AtomicInteger runs = new AtomicInteger();
            store.beforeReopening(reopening -> {
                if (runs.incrementAndGet() == 1) {
                    store.closeUntilReplayed();
                }
            });
            store.closeUntilReplayed();
            awaitOpen(store);
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void aClosedStoreIsUnavailable() {
        RedisStore store = opened();
        store.close();
        store.close();
        assertUnavailable(store);
    }

    @Test
    void anInterruptedCallerGetsItsAnswerAndKeepsItsInterrupt() {
        try (RedisStore store = opened()) {
            Thread.currentThread().interrupt();
            assertThat(store.invalidate(KEY, SOON)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private RedisStore opened() {
        RedisStore store = RedisStore.connect(address);
        awaitOpen(store);
        return store;
    }

    private static void awaitOpen(CacheStore store) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> isOpen(store));
    }

    private static boolean isOpen(CacheStore store) {
        try {
            store.read(KEY, List.of(), SOON);
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private static void assertUnavailable(CacheStore store) {
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.read(KEY, List.of(), BUDGET));
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
