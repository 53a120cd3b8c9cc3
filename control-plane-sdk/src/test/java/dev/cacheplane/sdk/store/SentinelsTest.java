package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.CacheStoreContract.awaitConfirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which master is used, and relied on, where sentinels say who it is. */
class SentinelsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration FAILED_OVER = Duration.ofSeconds(60);
    /** For other processes to come, and to do their invalidations once more. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final String PREFIX = "cache:product-service:";
    private static final String KEY = PREFIX + "/products";

    private final SentinelGroup group = new SentinelGroup();
    private final RecordingWatcher watcher = new RecordingWatcher("beat:{product-service}", PREFIX);
    private final AtomicLong otherServerAt = new AtomicLong();
    private final AtomicLong openedAt = new AtomicLong();
    private final RedisStore store = RedisStore.connect(RedisAddress.parse(group.url()));

    SentinelsTest() {
        store.beforeReopening(reopening -> {
            if (reopening.otherServer()) {
                otherServerAt.set(System.nanoTime());
            }
        });
        store.whenOpenedOrClosed(open -> {
            if (open) {
                openedAt.set(System.nanoTime());
            }
        });
    }

    @AfterEach
    void end() {
        store.close();
        group.close();
    }

    @Test
    void theNewMasterIsUsedAndTrackedAfterAFailover() {
        Watch watch = watched();
        RedisServer first = group.master();
        first.kill();
        await().atMost(FAILED_OVER).until(() -> !store.isOpen());
        assertUsedAndTracked(watch, first);
        assertThat(otherServerAt).hasPositiveValue();

        first.restart();
        group.awaitReplica(first);
        RedisServer second = group.master();
        second.kill();
        await().atMost(FAILED_OVER).until(() -> !store.isOpen());
        assertUsedAndTracked(watch, second);
    }

    @Test
    void aMasterThatStandsStillAndGoesOnAfterItsReplacementIsNotUsed() {
        Watch watch = watched();
        RedisServer first = group.master();
        first.pause();
        group.awaitMasterOtherThan(first);
        first.resume();
        await().atMost(FAILED_OVER).until(() -> otherServerAt.get() != 0); // until then nothing has been noticed
        assertUsedAndTracked(watch, first);
    }

    /** Nothing fails and nobody is slow: only the sentinels know. */
    @Test
    void aMasterThatWasReplacedThoughItTakesWhatItIsToldIsLeft() {
        Watch watch = watched();
        RedisServer master = group.master();
        try (RedisServer stranger = RedisServer.start()) {
            assertThat(store.isOpen()).isTrue();
            for (RedisServer told : group.sentinels()) {
                SentinelGroup.say(told, "SENTINEL", "REMOVE", "mymaster");
                SentinelGroup.say(told, "SENTINEL", "MONITOR", "mymaster", "127.0.0.1", "" + stranger.port(), "2");
            }
            await().atMost(FAILED_OVER).until(() -> !store.isOpen());
            await().atMost(FAILED_OVER).until(store::isOpen);
            awaitConfirmed(watch);
            SentinelGroup.say(stranger, "SET", KEY, "x");
            await().until(() -> watcher.changed.contains(KEY));
            SentinelGroup.say(master, "SET", KEY + "/1", "x");
            awaitConfirmed(watch);
            assertThat(watcher.changed).doesNotContain(KEY + "/1");
        }
    }

    @Test
    void withoutSentinelsTheMasterIsUsedAndNoReportIsReliedOn() {
        Watch watch = watched();
        List<RedisServer> all = group.sentinels();
        all.get(0).kill();
        awaitConfirmed(watch);
        all.get(1).kill();
        all.get(2).kill();
        long gone = System.nanoTime();
        await().until(() -> System.nanoTime() - watch.confirmedAt().orElse(gone) > SOON.toNanos() / 5);
        assertThat(watch.confirmedAt().orElse(gone) - gone).isLessThanOrEqualTo(0);
        assertThat(store.isOpen()).isTrue();
        assertThat(store.invalidate(KEY, SOON)).isFalse();
    }

    /** They do not refuse, they are silent, as behind a network that loses everything. */
    @Test
    void oneSentinelThatAnswersIsEnoughToConnectWhileTheOthersAreSilent() {
        List<FaultyProxy> silent = group.sentinels().subList(0, 2).stream()
                .map(sentinel -> FaultyProxy.before(sentinel.port()))
                .toList();
        silent.forEach(FaultyProxy::swallow);
        String url = "redis-sentinel://127.0.0.1:" + silent.get(0).port() + ",127.0.0.1:"
                + silent.get(1).port() + ",127.0.0.1:"
                + group.sentinels().get(2).port() + "#mymaster";
        try (RedisStore patient = RedisStore.connect(RedisAddress.parse(url))) {
            await().until(patient::isOpen);
            assertThat(patient.invalidate(KEY, SOON)).isFalse();
        } finally {
            silent.forEach(FaultyProxy::close);
        }
    }

    @Test
    void sentinelsThatAreNotThereOrKnowNothingAreNamedWithoutAPassword() {
        try (CapturedErrors log = new CapturedErrors();
                RedisStore lost = RedisStore.connect(RedisAddress.parse("redis-sentinel://:hunter2@127.0.0.1:"
                        + FreePort.find() + "?sentinelPassword=hunter3#mymaster"));
                RedisStore unknown =
                        RedisStore.connect(RedisAddress.parse(group.url().replace("#mymaster", "#nobody")))) {
            await().until(() -> log.lines().stream()
                            .filter(line -> line.contains("no sentinel names the master"))
                            .count()
                    == 2);
            assertThat(lost.isOpen()).isFalse();
            assertThat(unknown.isOpen()).isFalse();
            assertThat(log.lines()).noneMatch(line -> line.contains("hunter"));
        }
    }

    private Watch watched() {
        await().until(store::isOpen);
        Watch watch = store.watch(watcher);
        awaitConfirmed(watch);
        return watch;
    }

    private void assertUsedAndTracked(Watch watch, RedisServer before) {
        group.awaitMasterOtherThan(before);
        await().atMost(FAILED_OVER).until(store::isOpen);
        await().untilAsserted(() -> assertThat(Duration.ofNanos(openedAt.get() - otherServerAt.get()))
                .isGreaterThanOrEqualTo(SETTLING));
        awaitConfirmed(watch);
        RedisServer master = group.master();
        assertThat(master).isNotSameAs(before);
        watcher.changed.clear();
        SentinelGroup.say(master, "SET", KEY, "x");
        await().until(() -> watcher.changed.contains(KEY));
        assertThat(store.read(KEY, List.of(), SOON).entry().payload()).isNotNull();
    }
}
