package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One instance and a healthy Redis. */
class CacheTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final String PRODUCTS = "cache:product-service:/products";
    private static final TypeOf<List<Product>> LIST = new TypeOf<>() {};

    /** Neither generations nor the beat, which are of all entries. */
    private static final String NOT_OF_ALL = "[^bg]*";

    private final RedisCommands<String, String> redis = RAW.commands;
    private final Instance instance = new Instance(REDIS);
    private final Cache cache = instance.cache;
    private final CacheKey key = cache.key("/products");
    private final AtomicInteger loads = new AtomicInteger();

    record Product(int id, String name) {}

    record Release(LocalDate day, Instant at, Optional<String> note, Duration took) {}

    @BeforeEach
    void empty() {
        redis.flushall();
    }

    @AfterEach
    void end() {
        instance.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void theSecondCallHasTheValueFromTheCache() {
        assertThat(products()).isEqualTo(new Cached<>(List.of(new Product(1, "Laptop")), false));
        assertThat(products()).isEqualTo(new Cached<>(List.of(new Product(1, "Laptop")), true));
        assertThat(loads).hasValue(1);
    }

    @Test
    void redisHoldsTheBareJsonAndCountsDownFromThePolicysTtl() {
        products();
        instance.awaitFills();
        assertThat(redis.get(PRODUCTS)).isEqualTo("[{\"id\":1,\"name\":\"Laptop\"}]");
        assertThat(redis.ttl(PRODUCTS)).isBetween(290L, 300L);
        assertThat(redis.keys("cache:*")).containsExactly(PRODUCTS);
        assertThat(redis.keys(NOT_OF_ALL)).hasSize(2).allMatch(name -> redis.ttl(name) > 0);
    }

    @Test
    void jitterOnlyShortens() {
        instance.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.TTL, Duration.ofSeconds(1_000))
                .with(PolicyField.JITTER, 50L));
        for (int i = 0; i < 20; i++) {
            products();
            instance.awaitFills();
            assertThat(redis.pttl(PRODUCTS)).isBetween(490_000L, 1_000_000L);
            cache.invalidate(key);
        }
    }

    @Test
    void aVersionStandsInFrontOfTheKeyAndAnInvalidationIsOfEveryVersionKnown() {
        products();
        instance.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.KEY_VERSION, Optional.of("v2")));
        assertThat(products().cached()).isFalse();
        instance.awaitFills();
        assertThat(redis.exists("v2:" + PRODUCTS)).isEqualTo(1);
        instance.set(PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true));

        cache.invalidate(key);

        assertThat(redis.exists("v2:" + PRODUCTS, PRODUCTS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET", "DEL meta", "EXPIRE meta garbage", "OTHER TYPE", "TRUNCATED", "EVICTED"})
    void anEntryThatIsNotAsItWasWrittenIsAMissAndReplaced(String what) {
        products();
        instance.awaitFills();
        String meta = redis.keys("meta:*").get(0);
        switch (what) {
            case "SET" -> redis.set(PRODUCTS, "[{\"id\":1,\"name\":\"LAPTOP\"}]");
            case "DEL meta" -> redis.del(meta);
            case "EXPIRE meta garbage" -> redis.set(meta, "2 value of another format");
            case "OTHER TYPE" -> {
                cache.invalidate(key);
                cache.getOrLoad(key, String.class, () -> "text");
            }
            case "TRUNCATED" -> redis.setrange(PRODUCTS, 0, "{");
            default -> redis.del(PRODUCTS);
        }
        assertThat(products().cached()).isFalse();
        assertThat(products()).isEqualTo(new Cached<>(List.of(new Product(1, "Laptop")), true));
        assertThat(redis.ttl(PRODUCTS)).isBetween(290L, 300L);
        assertThat(redis.ttl(meta)).isBetween(290L, 300L);
    }

    @Test
    void switchedOffACallIsItsLoaderAndRedisHearsNothing() {
        products();
        instance.awaitFills();
        instance.switchCaching(false);
        long before = commandsProcessed();
        assertThat(products().cached()).isFalse();
        assertThat(cache.get(key, LIST))
                .isInstanceOfSatisfying(
                        Lookup.Miss.class,
                        miss -> assertThat(commandsProcessed()).isEqualTo(before + 1));
        assertThat(commandsProcessed()).isEqualTo(before + 2);
    }

    @Test
    void switchingOnAgainRevivesNothing() {
        products();
        instance.switchCaching(false);
        instance.switchCaching(true);
        assertThat(products().cached()).isFalse();
        assertThat(products().cached()).isTrue();
    }

    @Test
    void invalidationsRunThoughCachingIsSwitchedOff() {
        products();
        instance.switchCaching(false);
        assertThat(cache.invalidate(key)).isEqualTo(Invalidation.APPLIED);
        assertThat(redis.exists(PRODUCTS)).isZero();
    }

    @Test
    void whatTheLoaderThrowsIsThrownUnchangedAndTheNextCallerLoadsAtOnce() {
        IOException failure = new IOException("database away");
        assertThatThrownBy(() -> cache.getOrLoad(key, LIST, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(redis.keys(NOT_OF_ALL)).isEmpty();
        assertThat(products().cached()).isFalse();
    }

    @Test
    void aNullIsHandedOnAndNotStored() {
        Loader<Product, RuntimeException> none = NullLoader::load;
        assertThat(cache.getOrLoad(key, Product.class, none).value()).isNull();
        assertThat(redis.keys(NOT_OF_ALL)).isEmpty();
    }

    @Test
    void aValueThatCannotBeWrittenIsHandedOnAndNotStored() {
        Object unwritable = new Object();
        assertThat(cache.getOrLoad(key, Object.class, () -> unwritable).value()).isSameAs(unwritable);
        assertThat(redis.keys(NOT_OF_ALL)).isEmpty();
    }

    @Test
    void aValueOverThePolicysLimitIsNotStored() {
        instance.set(PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.MAX_BODY_BYTES, 5L));
        cache.getOrLoad(key, String.class, () -> "123456");
        assertThat(redis.keys(NOT_OF_ALL)).isEmpty();
    }

    @Test
    void genericsAndDatesComeBackAsTheyWere() {
        TypeOf<Map<String, List<Release>>> type = new TypeOf<>() {};
        Map<String, List<Release>> value = Map.of(
                "a",
                List.of(
                        new Release(
                                LocalDate.of(2024, 2, 29),
                                Instant.parse("2024-02-29T12:00:00.5Z"),
                                Optional.of("x"),
                                Duration.ofMillis(1500)),
                        new Release(LocalDate.MIN, Instant.EPOCH, Optional.empty(), Duration.ZERO)));
        cache.getOrLoad(key, type, () -> value);
        assertThat(cache.getOrLoad(key, type, Map::of)).isEqualTo(new Cached<>(value, true));
        assertThat(redis.get(PRODUCTS)).contains("\"2024-02-29\"", "\"2024-02-29T12:00:00.500Z\"", "\"PT1.5S\"");
    }

    @Test
    void aServicesOwnMapperDecidesHowItsJsonLooks() {
        var mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();
        try (Cache own = new Cache(
                Instance.SERVICE,
                instance.policies,
                instance.store,
                new JsonCodec(mapper),
                Instance.SETTINGS,
                List.of(),
                System::nanoTime)) {
            own.getOrLoad(key, Product.class, () -> new Product(1, "Laptop"));
            instance.awaitFills();
            assertThat(redis.get(PRODUCTS)).isEqualTo("{\"Id\":1,\"Name\":\"Laptop\"}");
            assertThat(own.getOrLoad(key, Product.class, () -> new Product(2, "Mouse"))
                            .cached())
                    .isTrue();
        }
    }

    @Test
    void aMissGivesATicketThatStoresOnce() {
        Ticket<List<Product>> ticket = ticket();
        assertThat(cache.put(ticket, List.of())).isTrue();
        assertThat(cache.put(ticket, List.of())).isFalse();
        assertThat(cache.get(key, LIST)).isEqualTo(new Lookup.Hit<>(List.of()));
    }

    @Test
    void aTicketIsVoidAfterAnInvalidation() {
        Ticket<List<Product>> ticket = ticket();
        cache.invalidate(key);
        assertThat(cache.put(ticket, List.of())).isFalse();
        assertThat(redis.exists(PRODUCTS)).isZero();
    }

    @Test
    void whileOneHasTheTicketAnotherMissesWithoutWaitingAndMayNotStore() {
        Ticket<List<Product>> first = ticket();
        Ticket<List<Product>> second = ticket();
        assertThat(cache.put(second, List.of(new Product(2, "second")))).isFalse();
        assertThat(cache.put(first, List.of())).isTrue();
    }

    @Test
    void aLoaderMayAskForTheEntryThatItComputes() {
        Cached<String> outer = cache.getOrLoad(
                key,
                String.class,
                () -> cache.getOrLoad(key, String.class, () -> "inner").value());
        assertThat(outer.value()).isEqualTo("inner");
        assertThat(cache.getOrLoad(key, String.class, () -> "again").cached()).isTrue();
    }

    private Ticket<List<Product>> ticket() {
        if (cache.get(key, LIST) instanceof Lookup.Miss<List<Product>> miss) {
            return miss.ticket();
        }
        throw new AssertionError("a hit");
    }

    private Cached<List<Product>> products() {
        return cache.getOrLoad(key, LIST, () -> {
            loads.incrementAndGet();
            return List.of(new Product(1, "Laptop"));
        });
    }

    private long commandsProcessed() {
        String line = redis.info("stats")
                .lines()
                .filter(l -> l.startsWith("total_commands_processed:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
    }
}
