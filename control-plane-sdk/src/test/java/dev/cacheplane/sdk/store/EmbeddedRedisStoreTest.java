package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real Redis, and what holds of Redis alone. */
class EmbeddedRedisStoreTest extends CacheStoreContract {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RedisClient CLIENT = RedisClient.create(REDIS.uri().toString());
    private static final RedisStore STORE =
            RedisStore.connect(RedisAddress.parse(REDIS.uri().toString()));

    private final RedisCommands<String, String> redis = CLIENT.connect().sync();

    @BeforeAll
    static void connect() {
        await().until(STORE::isOpen);
    }

    @AfterAll
    static void end() {
        STORE.close();
        CLIENT.shutdown();
        REDIS.close();
    }

    @Override
    CacheStore store() {
        return STORE;
    }

    @Test
    void aStoreThatAnInterruptedThreadClosesIsClosedAllTheSame() {
        RedisStore another = RedisStore.connect(RedisAddress.parse(REDIS.uri().toString()));
        await().until(another::isOpen);
        long with = connections();

        Thread.currentThread().interrupt();
        another.close();

        assertThat(Thread.interrupted()).isTrue();
        await().until(() -> connections() == with - 1);
    }

    private long connections() {
        return redis.clientList().lines().count();
    }

    @Test
    void redisMayForgetTheScripts() {
        acquire(key("a"), "one");
        redis.scriptFlush();
        assertThat(fill(key("a"), "one", "payload")).isTrue();
        redis.scriptFlush();
        Reading reading = store().read(key("a"), List.of(gen("a")), SOON);
        assertThat(reading.entry().payload()).isNotNull();
        assertThat(reading.generations()).containsOnlyKeys(gen("a"));
        redis.scriptFlush();
        store().bump(List.of(gen("a")), SOON);
        assertThat(store().generations(List.of(gen("a")), SOON)).isNotEqualTo(reading.generations());
        redis.scriptFlush();
        assertThat(store().soften(List.of(key("absent"), key("away")), SOON)).isEmpty();
        redis.scriptFlush();
        assertThat(store().invalidate(List.of(key("absent"), key("a"), key("away")), SOON))
                .containsExactly(key("a"));
    }

    @Test
    void keysThatOtherProgramsHaveMadeListsAreReplaced() {
        EntryKeys keys = EntryKeys.of(key("a"));
        redis.rpush(keys.entry(), "x");
        redis.rpush(keys.metadata(), "x");
        assertThat(read(key("a")).payload()).isNull();
        assertThat(acquire(key("a"), "one")).isInstanceOf(Acquisition.Taken.class);
        assertThat(fill(key("a"), "one", "payload")).isTrue();

        redis.del(keys.lease());
        redis.rpush(keys.lease(), "x");
        assertThat(fill(key("a"), "one", "payload")).isFalse();
        store().fail(key("a"), "one", LONG, SOON);
        store().invalidate(key("a"), SOON);
        assertThat(redis.exists(keys.all())).isZero();
    }

    @Test
    void listsAreNothingThatCouldBeMadeStaleOrKeptFromABar() {
        EntryKeys keys = EntryKeys.of(key("a"));
        for (String key : keys.all()) {
            redis.rpush(key, "x");
        }
        assertThat(store().soften(key("a"), SOON)).isFalse();
        assertThat(redis.exists(keys.all())).isZero();

        for (String key : keys.all()) {
            redis.rpush(key, "x");
        }
        store().bar(key("a"), "one", LONG, SOON);
        assertThat(redis.get(keys.lease())).isEqualTo("one");
        assertThat(redis.exists(keys.entry(), keys.metadata())).isZero();
    }

    @Test
    void whatIsNoGenerationIsReplaced() {
        redis.rpush(gen("list"), "x");
        redis.set(gen("text"), "no room");
        redis.rpush(gen("bumped"), "x");
        redis.set(gen("softly"), "x");
        store().bump(List.of(gen("bumped")), SOON);
        store().bumpSoftly(List.of(gen("softly")), SOON);
        List<String> all = List.of(gen("list"), gen("text"), gen("bumped"), gen("softly"));
        var generations = store().generations(all, SOON);
        assertThat(generations).containsOnlyKeys(all);
        assertThat(all)
                .allSatisfy(name -> assertThat(redis.get(name)).isEqualTo(String.valueOf(generations.get(name))));
    }

    @Test
    void generationsLiveForThirtyDays() {
        store().generations(List.of(gen("made")), SOON);
        store().bump(List.of(gen("bumped")), SOON);
        store().bumpSoftly(List.of(gen("made"), gen("softly")), SOON);
        assertThat(List.of(gen("made"), gen("bumped"), gen("softly")))
                .allSatisfy(name -> assertThat(redis.ttl(name)).isBetween(29 * 86_400L, 30 * 86_400L));
    }

    @Test
    void aSoftInvalidationKeepsBothKeysTogether() {
        acquire(key("a"), "one");
        String line = "2 value fill=one fresh=300000 keep=300000 took=1";
        store().fill(key("a"), "one", line.getBytes(UTF_8), line.getBytes(UTF_8), LONG, SOON)
                .join();
        store().soften(key("a"), SOON);
        EntryKeys keys = EntryKeys.of(key("a"));
        List<String> both = List.of(keys.entry(), keys.metadata());
        assertThat(both)
                .allSatisfy(key -> assertThat(redis.pttl(key)).isBetween(LONG.toMillis() - 10_000, LONG.toMillis()));
    }

    @Test
    void aBeatIsOldByRedisOwnClock() {
        String beat = "beat:" + key("a");
        List<String> time = redis.time();
        redis.set(beat, Long.toString(Long.parseLong(time.get(0)) * 1_000 - 60_000));
        assertThat(store().sinceBeat(beat, SOON))
                .hasValueSatisfying(
                        since -> assertThat(since).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(70)));
        redis.set(beat, "noon");
        assertThat(store().sinceBeat(beat, SOON)).isEmpty();
        redis.del(beat);
        redis.rpush(beat, "x");
        assertThat(store().sinceBeat(beat, SOON)).isEmpty();
    }

    @Test
    void anInvalidationOfAnAbsentKeyIsToldToWhoTracksIt() {
        redis.configSet("notify-keyspace-events", "Kg$");
        try (var listening = CLIENT.connectPubSub()) {
            var heard = new LinkedBlockingQueue<String>();
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String event) {
                    heard.add(event);
                }
            });
            listening.sync().subscribe("__keyspace@0__:" + key("absent"));
            store().invalidate(key("absent"), SOON);
            await().untilAsserted(() -> assertThat(List.copyOf(heard)).endsWith("del"));
        }
    }

    @Test
    void withoutRoomGenerationsThatAreThereAreReadAndThoseThatAreBumpedAreNot() {
        acquire(key("barred"), "one");
        acquire(key("failed"), "one");
        var before = store().generations(List.of(gen("a"), gen("b"), gen("c")), SOON);
        full(() -> {
            Reading reading = store().read(key("a"), List.of(gen("new"), gen("c")), SOON);
            assertThat(reading.generations()).containsOnlyKeys(gen("c"));
            assertThat(store().generations(List.of(gen("new")), SOON)).isEmpty();

            store().bump(List.of(gen("a")), SOON);
            store().bumpSoftly(List.of(gen("b")), SOON);
            assertThat(redis.exists(gen("a"), gen("b"))).isZero();

            store().bar(key("barred"), "two", LONG, SOON);
            assertThat(acquire(key("barred"), "three")).isInstanceOf(Acquisition.Held.class);
            store().fail(key("failed"), "one", LONG, SOON);
            assertThat(redis.get(EntryKeys.of(key("failed")).lease())).isEqualTo("failed");
        });
        var after = store().generations(List.of(gen("a"), gen("b"), gen("c")), SOON);
        assertThat(after.get(gen("a"))).isNotEqualTo(before.get(gen("a")));
        assertThat(after.get(gen("b"))).isNotEqualTo(before.get(gen("b")));
        assertThat(after.get(gen("c"))).isEqualTo(before.get(gen("c")));
    }

    @Test
    void withoutRoomNothingIsLeftOfAnEntry() {
        acquire(key("a"), "one");
        full(() -> {
            assertThat(fill(key("a"), "one", "payload")).isFalse();
            assertThat(redis.exists(EntryKeys.of(key("a")).all())).isZero();
            assertThat(acquire(key("b"), "two")).isInstanceOf(Acquisition.NoRoom.class);
            assertThat(store().invalidate(key("a"), SOON)).isFalse();
            assertThat(store().soften(key("a"), SOON)).isFalse();
        });
    }

    /** While Redis has no room, and evicts nothing. */
    private void full(Runnable meanwhile) {
        String roomy = redis.configGet("maxmemory").get("maxmemory");
        redis.configSet("maxmemory", "1");
        try {
            meanwhile.run();
        } finally {
            redis.configSet("maxmemory", String.valueOf(roomy));
        }
    }
}
