package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.CacheStoreContract.awaitConfirmed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a watcher hears of a Redis that is well. */
class TrackingTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final RedisServer REDIS =
            RedisServer.builder().config("enable-debug-command", "yes").start();
    private static final RedisClient CLIENT = RedisClient.create(REDIS.uri().toString());
    private static final RedisStore STORE =
            RedisStore.connect(RedisAddress.parse(REDIS.uri().toString()));

    private final RedisCommands<String, String> redis = CLIENT.connect().sync();
    private final String service = UUID.randomUUID().toString();
    private final RecordingWatcher watcher =
            new RecordingWatcher("beat:" + service, "cache:" + service + ":", "gen:{" + service + "}:");
    private final Watch watch = STORE.watch(watcher);

    @BeforeAll
    static void connect() {
        await().until(STORE::isOpen);
    }

    @AfterEach
    void endWatch() {
        watch.close();
    }

    @AfterAll
    static void end() {
        STORE.close();
        CLIENT.shutdown();
        REDIS.close();
    }

    @Test
    void reportsBeginWithWordThatAnythingMayHaveChanged() {
        awaitConfirmed(watch);
        assertThat(watcher.flushes).hasValue(1);
        assertThat(watch.covers("cache:" + service + ":")).isTrue();
        assertThat(watch.covers("cache:")).isFalse();
        assertThat(watch.covers("analytics:")).isFalse();
    }

    @Test
    void whatAnyProgramChangesIsReportedAndNothingElse() {
        awaitConfirmed(watch);
        redis.set(key("a"), "x");
        redis.set(key("a"), "x");
        redis.del(key("a"));
        redis.set("cache:another-service:/a", "x");
        redis.mset(Map.of(key("b"), "x", key("c€"), "x", "else", "x"));
        redis.set(gen("service"), "1.2");
        awaitConfirmed(watch);
        assertThat(watcher.changed)
                .containsExactlyInAnyOrder(key("a"), key("a"), key("a"), key("b"), key("c€"), gen("service"));
        assertThat(watcher.flushes).hasValue(1);
    }

    @Test
    void whateverWasDoneBeforeAHeartbeatWasSentHasBeenReportedWhenItIsConfirmed() {
        awaitConfirmed(watch);
        for (int i = 0; i < 20; i++) {
            redis.set(key("/" + i), "x");
            awaitConfirmed(watch);
            assertThat(watcher.changed).contains(key("/" + i));
        }
    }

    @Test
    void everyInvalidationIsReportedAlsoOfWhatIsNotThere() {
        awaitConfirmed(watch);
        STORE.invalidate(key("absent"), SOON);
        STORE.soften(key("soft"), SOON);
        STORE.bar(key("barred"), "one", LONG, SOON);
        STORE.bump(List.of(gen("hard")), SOON);
        STORE.bumpSoftly(List.of(gen("soft")), SOON);
        awaitConfirmed(watch);
        assertThat(watcher.changed).contains(key("absent"), key("soft"), key("barred"), gen("hard"), gen("soft"));
    }

    @Test
    void aSoftenedEntryIsReported() {
        STORE.acquire(key("a"), "one", LONG, null, List.of(), SOON);
        byte[] line = "2 value fill=one fresh=300000 keep=300000 took=1".getBytes(UTF_8);
        assertThat(STORE.fill(key("a"), "one", line, line, LONG, SOON).join()).isTrue();
        awaitConfirmed(watch);
        watcher.changed.clear();
        assertThat(STORE.soften(key("a"), SOON)).isTrue();
        awaitConfirmed(watch);
        assertThat(watcher.changed).containsOnly(key("a"));
    }

    @Test
    void whoEmptiesRedisChangesAnything() {
        awaitConfirmed(watch);
        redis.flushall();
        awaitConfirmed(watch);
        assertThat(watcher.flushes).hasValue(2);
        redis.debugReload();
        awaitConfirmed(watch);
        assertThat(watcher.flushes).hasValueGreaterThan(2);
    }

    @Test
    void aPrefixThatIsAddedIsCoveredOnceItIsTrackedAndTheWatcherKnows() {
        awaitConfirmed(watch);
        String added = "analytics:" + service + ":";
        redis.set(added + "before", "x");
        watch.add(added);
        watch.add(added);
        await().until(() -> watch.covers(added));
        assertThat(watcher.flushes).hasValue(2);
        redis.set(added + "after", "x");
        redis.set(key("a"), "x");
        awaitConfirmed(watch);
        assertThat(watcher.changed).containsExactly(added + "after", key("a"));
    }

    @Test
    void aPrefixThatBeginsAnotherReplacesIt() {
        awaitConfirmed(watch);
        watch.add("cache:" + service);
        await().until(() -> watch.covers("cache:" + service));
        redis.set(key("a"), "x");
        redis.set("cache:" + service + "2", "x");
        awaitConfirmed(watch);
        assertThat(watcher.changed).containsExactlyInAnyOrder(key("a"), "cache:" + service + "2");
    }

    @Test
    void twoWatchersOfOneServiceAreBothTold() {
        awaitConfirmed(watch);
        RecordingWatcher other = new RecordingWatcher(watcher.beat(), "cache:" + service + ":");
        try (Watch second = STORE.watch(other)) {
            awaitConfirmed(second);
            assertThat(other.flushes).hasValue(1);
            redis.set(key("a"), "x");
            redis.set(gen("a"), "x");
            awaitConfirmed(watch);
            awaitConfirmed(second);
            assertThat(watcher.changed).containsExactlyInAnyOrder(key("a"), gen("a"));
            assertThat(other.changed).containsExactly(key("a"));
        }
        assertThat(watcher.flushes).hasValue(1);
    }

    @Test
    void aClosedWatchHearsAndConfirmsNothing() {
        RecordingWatcher other = new RecordingWatcher(watcher.beat(), "cache:" + service + ":");
        Watch second = STORE.watch(other);
        awaitConfirmed(second);
        second.close();
        second.close();
        redis.set(key("a"), "x");
        awaitConfirmed(watch);
        assertThat(other.changed).isEmpty();
        assertThat(second.confirmedAt()).isEmpty();
        assertThat(second.covers("cache:" + service + ":")).isFalse();
    }

    @Test
    void theBeatIsWrittenAndGenerationsInUseAreTouched() {
        await().untilAsserted(() -> assertThat(STORE.sinceBeat(watcher.beat(), SOON))
                .hasValueSatisfying(since -> assertThat(since).isLessThan(Duration.ofSeconds(10))));
        assertThat(redis.ttl(watcher.beat())).isGreaterThan(3_600L); // for as long as invalidations are remembered
        redis.configResetstat();
        watcher.warm.add(gen("a"));
        await().until(() -> redis.info("commandstats").contains("cmdstat_touch:"));
    }

    @Test
    void aWatcherThatFailsIsToldThatAnythingMayHaveChanged() {
        RecordingWatcher failing = new RecordingWatcher("beat:" + service, "failing:" + service + ":");
        try (CapturedErrors log = new CapturedErrors();
                Watch failingWatch = STORE.watch(new FailingWatcher(failing))) {
            awaitConfirmed(failingWatch);
            redis.set("failing:" + service + ":a", "x");
            await().until(() -> failing.flushes.get() == 2);
            awaitConfirmed(failingWatch);
            assertThat(log.lines()).anyMatch(line -> line.contains("A change was not taken note of"));
        }
    }

    private String key(String name) {
        return "cache:" + service + ":/" + name;
    }

    private String gen(String name) {
        return "gen:{" + service + "}:" + name;
    }

    private record FailingWatcher(RecordingWatcher recording) implements Watcher {
        @Override
        public Set<String> prefixes() {
            return recording.prefixes();
        }

        @Override
        public Collection<String> warm() {
            return recording.warm();
        }

        @Override
        public String beat() {
            return recording.beat();
        }

        @Override
        public void changed(List<String> keys) {
            throw new IllegalStateException("a watcher's own failure");
        }

        @Override
        public void anythingChanged() {
            recording.anythingChanged();
        }
    }
}
