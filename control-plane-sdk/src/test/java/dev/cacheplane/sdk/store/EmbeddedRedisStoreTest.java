package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract on a real Redis, and what holds of Redis alone. */
class EmbeddedRedisStoreTest extends CacheStoreContract {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RedisClient CLIENT = RedisClient.create(REDIS.uri().toString());
    private static final RedisStore STORE =
            RedisStore.connect(RedisAddress.parse(REDIS.uri().toString()));

    private final RedisCommands<String, String> redis = CLIENT.connect().sync();

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
    void redisMayForgetTheScripts() {
        acquire(key("a"), "one");
        redis.scriptFlush();
        assertThat(fill(key("a"), "one", "payload")).isTrue();
    }

    @Test
    void keysThatOtherProgramsHaveMadeListsAreReplaced() {
        EntryKeys keys = EntryKeys.of(key("a"));
        redis.rpush(keys.entry(), "x");
        redis.rpush(keys.metadata(), "x");
        assertThat(store().read(key("a"), SOON).payload()).isNull();
        assertThat(acquire(key("a"), "one")).isInstanceOf(Acquisition.Taken.class);
        assertThat(fill(key("a"), "one", "payload")).isTrue();

        redis.del(keys.lease());
        redis.rpush(keys.lease(), "x");
        assertThat(fill(key("a"), "one", "payload")).isFalse();
        store().invalidate(key("a"), SOON);
        assertThat(redis.exists(keys.all())).isZero();
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
    void withoutRoomNothingIsLeftOfAnEntry() {
        String roomy = redis.configGet("maxmemory").get("maxmemory");
        acquire(key("a"), "one");
        redis.configSet("maxmemory", "1");
        try {
            assertThat(fill(key("a"), "one", "payload")).isFalse();
            assertThat(redis.exists(EntryKeys.of(key("a")).all())).isZero();
            assertThat(acquire(key("b"), "two")).isInstanceOf(Acquisition.NoRoom.class);
            assertThat(store().invalidate(key("a"), SOON)).isFalse();
        } finally {
            redis.configSet("maxmemory", String.valueOf(roomy));
        }
    }
}
