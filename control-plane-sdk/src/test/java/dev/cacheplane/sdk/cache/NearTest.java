package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheEvent.Hit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an instance serves from its own memory, on a real Redis, and what ends that. */
class NearTest {
    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private static final RawRedis RAW = new RawRedis(REDIS);

    private static final PolicySettings CACHED =
            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TAGS, List.of("by-policy"));

    private final List<CacheEvent> told = new CopyOnWriteArrayList<>();

    @AutoClose
    private final Instance one = new Instance(REDIS, Instance.SETTINGS, List.of(told::add));

    @AutoClose
    private final Instance two = new Instance(REDIS);

    private final CacheKey key = one.cache.key("/products").tagged("by-key");
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void empty() {
        set(CACHED);
        RAW.commands.flushall();
    }

    @Test
    void whatWasReadFromRedisIsServedWithoutAskingItAgain() {
        awaitNear();
        long commands = commandsOfRedis();
        for (int i = 0; i < 1_000; i++) {
            assertThat(read()).isEqualTo(new Cached<>("1", true));
        }
        assertThat(commandsOfRedis() - commands).isLessThan(500); // heartbeats, and this question
        assertThat(one.cache.get(key, String.class)).isEqualTo(new Lookup.Hit<>("1"));
    }

    @Test
    void whatItHasStoredItselfIsReadOnceBeforeItIsKept() {
        read();
        told.clear();
        read();
        assertThat(told).containsExactly(hit(false));
    }

    @Test
    void whatLacksIsKeptToo() {
        set(CACHED.with(PolicyField.NEGATIVE_TTL, Duration.ofMinutes(1)));
        await().until(() -> {
            told.clear();
            one.cache.getOrLoad(key, String.class, () -> null);
            return told.contains(hit(true));
        });
        assertThat(one.cache.getOrLoad(key, String.class, () -> "other")).isEqualTo(new Cached<>(null, true));
        assertThat(one.cache.get(key, String.class)).isEqualTo(new Lookup.Hit<>(null));
    }

    static Stream<Target> targets() {
        return Stream.of(
                Target.tag("by-policy"),
                Target.tag("by-key"),
                Target.tag("by-loader"),
                Target.service(),
                Target.endpoint("/products"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void afterAnInvalidationHereTheNextReaderComputes(Target target) {
        for (int i = 1; i < 20; i++) {
            awaitNear();
            one.cache.invalidate(target);
            assertThat(read()).isEqualTo(new Cached<>(Integer.toString(i + 1), false));
        }
    }

    @Test
    void afterAnInvalidationOfTheKeyHereTheNextReaderComputes() {
        for (int i = 1; i < 100; i++) {
            awaitNear();
            one.cache.invalidate(key);
            assertThat(read()).isEqualTo(new Cached<>(Integer.toString(i + 1), false));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void anInvalidationElsewhereIsHeardOf(Target target) {
        awaitNear();
        two.cache.invalidate(target);
        awaitComputed();
    }

    @Test
    void anInvalidationOfTheKeyElsewhereIsHeardOf() {
        awaitNear();
        two.cache.invalidate(key);
        awaitComputed();
    }

    @Test
    void whatASoftInvalidationMakesStaleIsNotKept() {
        set(CACHED.with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(1)));
        for (Target target : List.of(key, Target.tag("by-loader"), Target.service())) {
            awaitNear();
            told.clear();
            one.cache.invalidateSoftly(target);
            assertThat(read().cached()).isFalse();
            awaitNear();
            two.cache.invalidateSoftly(target);
            awaitComputed();
        }
    }

    @Test
    void anUpdateTakesItOutBeforeItWrites() {
        awaitNear();
        one.cache.update(List.of(key), () -> {
            assertThat(read()).as("it must not wait for its own bar").isEqualTo(new Cached<>("2", false));
            return "written";
        });
        assertThat(read()).isEqualTo(new Cached<>("3", false));
        awaitNear();
        two.cache.update(List.of(key), () -> "written");
        awaitComputed();
    }

    @Test
    void clearingTakesItOut() {
        awaitNear();
        one.cache.clear("cache:product-service:*");
        assertThat(read()).isEqualTo(new Cached<>("2", false));
        awaitNear();
        two.cache.clear("cache:product-service:*");
        awaitComputed();
    }

    @Test
    void whatAnOperatorOrAnotherProgramDoesIsHeardOf() {
        List<Runnable> deeds = List.of(
                () -> RAW.commands.del(key.name()),
                () -> RAW.commands.unlink(key.name()),
                () -> RAW.commands.set(key.name(), "\"1\""),
                () -> RAW.commands.pexpire(key.name(), 1),
                () -> RAW.commands.rename(key.name(), "elsewhere"),
                RAW.commands::flushall,
                RAW.commands::flushdb);
        for (Runnable deed : deeds) {
            awaitNear();
            deed.run();
            awaitComputed();
        }
    }

    @Test
    void whatRedisEvictsIsNotServedAnyLonger() {
        awaitNear();
        RAW.commands.configSet("maxmemory-policy", "allkeys-random");
        RAW.commands.configSet("maxmemory", "1");
        try {
            awaitComputed();
        } finally {
            RAW.commands.configSet("maxmemory", "0");
        }
    }

    @Test
    void switchedOffMeansOffAtOnceAndOnAgainRevivesNothing() {
        awaitNear();
        one.set(CACHED.with(PolicyField.SHOULD_CACHE, false));
        assertThat(read()).isEqualTo(new Cached<>("2", false));
        one.set(CACHED);
        assertThat(read()).isEqualTo(new Cached<>("3", false));
    }

    @Test
    void aPolicyThatSaysSoHasEachReadAskRedis() {
        awaitNear();
        one.set(CACHED.with(PolicyField.NEAR_CACHE, false));
        told.clear();
        for (int i = 0; i < 5; i++) {
            assertThat(read()).isEqualTo(new Cached<>("1", true));
        }
        assertThat(told).hasSize(5).containsOnly(hit(false));
        one.set(CACHED);
        awaitNear();
    }

    @Test
    void policiesThatSayTheSameOfItLeaveItWhereItIs() {
        awaitNear();
        one.set(CACHED);
        told.clear();
        assertThat(read()).isEqualTo(new Cached<>("1", true));
        assertThat(told).containsExactly(hit(true));
    }

    @Test
    void anotherVersionOrAnotherTagIsAnotherEntry() {
        awaitNear();
        one.set(CACHED.with(PolicyField.KEY_VERSION, Optional.of("v2")));
        assertThat(read()).isEqualTo(new Cached<>("2", false));
        awaitNear();
        RAW.commands.del("v2:" + key.name());
        awaitComputed();
        one.set(CACHED.with(PolicyField.TAGS, List.of("another")));
        assertThat(read().cached()).isFalse();
        awaitNear();
        int before = loads.get();
        assertThat(one.cache.getOrLoad(key.tagged("one-more"), String.class, this::next))
                .isEqualTo(new Cached<>(Integer.toString(before + 1), false));
    }

    @Test
    void whoReadsItAsAnotherTypeAsksRedisAndLeavesItToTheFirst() {
        awaitNear();
        told.clear();
        for (int i = 0; i < 5; i++) {
            assertThat(one.cache.getOrLoad(key, Object.class, () -> "other")).isEqualTo(new Cached<>("1", true));
            assertThat(read()).isEqualTo(new Cached<>("1", true));
        }
        assertThat(told).filteredOn(hit(true)::equals).hasSize(5);
        assertThat(told).filteredOn(hit(false)::equals).hasSize(5);
    }

    @Test
    void withoutRoomForItEachReadAsksRedis() {
        for (long bytes : new long[] {0, 100}) {
            try (Instance small = new Instance(REDIS, Instance.SETTINGS.withNearBytes(bytes), List.of(told::add))) {
                small.cache.getOrLoad(key, String.class, this::next);
                told.clear();
                for (int i = 0; i < 5; i++) {
                    small.cache.getOrLoad(key, String.class, this::next);
                }
                assertThat(told).hasSize(5).containsOnly(hit(false));
            }
        }
    }

    @Test
    void aServerThatReportsNoChangesIsAskedEachTime() {
        try (RedisServer silent =
                        RedisServer.builder().config("rename-command HELLO", "").start();
                SilentInstance instance = new SilentInstance(silent, told::add)) {
            instance.read("1");
            told.clear();
            for (int i = 0; i < 5; i++) {
                assertThat(instance.read("2")).isEqualTo(new Cached<>("1", true));
            }
            assertThat(told).hasSize(5).noneMatch(event -> event instanceof Hit hit && hit.near());
        }
    }

    private void set(PolicySettings settings) {
        one.set(settings);
        two.set(settings);
    }

    private String next() {
        return Integer.toString(loads.incrementAndGet());
    }

    private Cached<String> read() {
        TaggingLoader<String, RuntimeException> loader = tags -> {
            tags.add("by-loader");
            return next();
        };
        Cached<String> read = one.cache.getOrLoad(key, TypeOf.of(String.class), loader);
        if (!read.cached()) {
            one.awaitFills();
        }
        return read;
    }

    /** Reads until that takes no Redis: reports of what has just been stored may still be under way. */
    private void awaitNear() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            told.clear();
            read();
            return told.contains(hit(true));
        });
    }

    private void awaitComputed() {
        int before = loads.get();
        await().pollInterval(Duration.ofMillis(1)).until(() -> !read().cached());
        assertThat(loads).hasValue(before + 1);
    }

    private Hit hit(boolean near) {
        return new Hit(
                "",
                told.stream()
                        .filter(Hit.class::isInstance)
                        .map(event -> ((Hit) event).key())
                        .findFirst()
                        .orElse(key.name()),
                near);
    }

    private static long commandsOfRedis() {
        return RAW.commands
                .info("stats")
                .lines()
                .filter(line -> line.startsWith("total_commands_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
