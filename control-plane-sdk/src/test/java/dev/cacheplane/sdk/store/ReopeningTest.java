package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is known, and said, of a Redis that is back. */
class ReopeningTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @AutoClose
    private final RedisServer redis = RedisServer.start();

    private final List<Boolean> other = new CopyOnWriteArrayList<>();

    @Test
    void aServerThatDoesNotSayWhoItIsMayBeAnotherAfterEachLostConnection() {
        try (RedisServer silent = RedisServer.builder()
                        .config("user quiet on >secret ~* &* +@all", "-info")
                        .start();
                RedisStore store = opened("redis://quiet:secret@127.0.0.1:" + silent.port())) {
            store.beforeReopening(reopening -> other.add(reopening.otherServer()));
            store.closeUntilReplayed();
            await().until(store::isOpen);
            assertThat(other).containsExactly(false);
            silent.restart();
            await().until(() -> other.size() == 2 && store.isOpen());
            assertThat(other).containsExactly(false, true);
            store.closeUntilReplayed();
            await().until(store::isOpen);
            assertThat(other).containsExactly(false, true, false);
        }
    }

    @Test
    void aBeatFromLaterThanNowSaysNothing() throws IOException {
        try (RedisStore store = opened(redis.uri().toString())) {
            say("SET", "beat:now", Long.toString(System.currentTimeMillis()));
            say("SET", "beat:later", Long.toString(System.currentTimeMillis() + 60_000));
            assertThat(store.sinceBeat("beat:now", SOON)).isPresent();
            assertThat(store.sinceBeat("beat:later", SOON)).isEmpty();
        }
    }

    @Test
    void howOldTheDataAreOfAServerThatDoesNotTellTheTimeNobodyKnows() throws IOException {
        say("ACL", "SETUSER", "timeless", "on", ">secret", "~*", "&*", "+@all", "-time");
        say("SET", "beat:now", Long.toString(System.currentTimeMillis()));
        try (RedisStore store = opened("redis://timeless:secret@127.0.0.1:" + redis.port())) {
            assertThat(store.sinceBeat("beat:now", SOON)).isEmpty();
            assertThat(store.isOpen()).isTrue();
        }
    }

    @Test
    void aHookThatFailsIsAnErrorOnceForEachOutage() {
        try (RedisStore store = opened(redis.uri().toString());
                CapturedErrors log = new CapturedErrors()) {
            AtomicInteger failing = new AtomicInteger(4);
            store.beforeReopening(reopening -> {
                if (failing.getAndDecrement() > 0) {
                    throw new IllegalStateException("of the hook's own");
                }
            });
            store.closeUntilReplayed();
            await().until(store::isOpen);
            assertThat(errors(log)).isEqualTo(1);
            failing.set(2);
            store.closeUntilReplayed();
            await().until(store::isOpen);
            assertThat(errors(log)).isEqualTo(2);
        }
    }

    @Test
    void whoIsToldOfALostConnectionHoldsUpNoConnection() {
        List<String> threads = new CopyOnWriteArrayList<>();
        try (RedisStore store = opened(redis.uri().toString())) {
            store.whenOpenedOrClosed(open -> threads.add(Thread.currentThread().getName()));
            redis.kill();
            await().until(() -> !threads.isEmpty());
            redis.restart();
            await().until(store::isOpen);
            assertThat(threads).noneMatch(name -> name.startsWith("lettuce-"));
        }
    }

    @Test
    void whatHasFailedIsNeverCalledNull() {
        assertThat(RedisLink.reason(new ClosedChannelException())).isEqualTo("ClosedChannelException");
        assertThat(RedisLink.reason(new IOException("no route"))).isEqualTo("no route");
    }

    private static long errors(CapturedErrors log) {
        return log.lines().stream()
                .filter(line -> line.contains("stays closed"))
                .count();
    }

    private static RedisStore opened(String url) {
        RedisStore store = RedisStore.connect(RedisAddress.parse(url));
        await().until(store::isOpen);
        return store;
    }

    private void say(String... words) throws IOException {
        try (RedisConnection connection = RedisConnection.open(redis.url(), SOON)) {
            var unused = connection.ask(words);
        }
    }
}
