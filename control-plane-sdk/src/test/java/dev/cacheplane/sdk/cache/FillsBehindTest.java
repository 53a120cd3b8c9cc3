package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has computed a value does not wait until Redis has it. Here Redis stands still from the computation on, until it is let go. */
class FillsBehindTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final String PRODUCTS = "cache:product-service:/products";

    private final Callers callers = new Callers();
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void empty() {
        RAW.commands.flushall();
    }

    @AfterEach
    void end() {
        REDIS.resume();
        callers.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void aCallerHasItsValueBeforeRedisHasIt() {
        try (Instance instance = new Instance(REDIS, Instance.SETTINGS, List.of(events::add))) {
            assertThat(computedWhileRedisStops(instance)).isEqualTo(new Cached<>("computed", false));
            assertThat(events).hasAtLeastOneElementOfType(CacheEvent.Load.class);
            REDIS.resume();
            assertThat(read(instance)).isEqualTo(new Cached<>("computed", true));
            assertThat(events).doesNotHaveAnyElementsOfTypes(CacheEvent.FillRefused.class); // it was not given up
        }
    }

    @Test
    void whoInvalidatesMeanwhileHasItTakenOut() {
        try (Instance instance = new Instance(REDIS)) {
            computedWhileRedisStops(instance);
            Future<Invalidation> invalidating =
                    callers.call(() -> instance.cache.invalidate(instance.cache.key("/products")));
            REDIS.resume();
            assertThat(Callers.result(invalidating)).isEqualTo(Invalidation.APPLIED);
            assertThat(RAW.commands.exists(PRODUCTS)).isZero();
        }
    }

    @Test
    void whatWasKeptInThisProcessBeforeIsNotServedAfterIt() {
        try (Instance instance = new Instance(REDIS)) {
            await().until(() -> {
                instance.cache.invalidate(instance.cache.key("/products"));
                instance.cache.getOrLoad(instance.cache.key("/products"), String.class, () -> "old");
                instance.awaitFills();
                read(instance);
                return isNear(instance);
            });
            CacheKey withMore = instance.cache.key("/products").tagged("more");
            instance.cache.getOrLoad(withMore, String.class, () -> {
                REDIS.pause();
                return "computed";
            });
            Future<Cached<String>> later = callers.call(() -> read(instance));
            REDIS.resume();
            assertThat(Callers.result(later)).isEqualTo(new Cached<>("computed", true));
        }
    }

    /** Whether a reader is served without Redis. */
    private static boolean isNear(Instance instance) {
        long before = commands();
        read(instance);
        return commands() == before;
    }

    private static long commands() {
        return RAW.commands
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_mget:"))
                .map(line -> line.replaceAll(".*calls=(\\d+),.*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Test
    void closingWaitsForIt() {
        Instance instance = new Instance(REDIS);
        computedWhileRedisStops(instance);
        Future<?> closing = callers.call(() -> {
            instance.close();
            return true;
        });
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> closing.get(200, MILLISECONDS));
        REDIS.resume();
        Callers.result(closing);
        assertThat(RAW.commands.get(PRODUCTS)).isEqualTo("\"computed\"");
        assertThat(RAW.commands.keys("lease:*")).isEmpty();
    }

    @Test
    void thatRedisDoesNotAnswerIsToldAfterTheBudget() {
        CacheSettings settings = CacheSettings.ofDefaults().withRedisBudget(Duration.ofMillis(500));
        try (Instance instance = new Instance(REDIS, settings, List.of(events::add))) {
            computedWhileRedisStops(instance);
            await().untilAsserted(() -> assertThat(events).hasAtLeastOneElementOfType(CacheEvent.FillRefused.class));
        }
    }

    private static Cached<String> computedWhileRedisStops(Instance instance) {
        return instance.cache.getOrLoad(instance.cache.key("/products"), String.class, () -> {
            REDIS.pause();
            return "computed";
        });
    }

    private static Cached<String> read(Instance instance) {
        return instance.cache.getOrLoad(instance.cache.key("/products"), String.class, () -> "computed again");
    }
}
