package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.CacheStoreContract.awaitConfirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watcher can rely on when Redis, or the way to it, is not well. */
class TrackingFailuresTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PREFIX = "cache:product-service:";
    private static final String KEY = PREFIX + "/products";

    private final RedisServer server = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(server.port());
    private final RedisClient client = RedisClient.create(server.uri().toString());
    private final RedisStore store = RedisStore.connect(RedisAddress.of("127.0.0.1", proxy.port(), null));
    private final RecordingWatcher watcher = new RecordingWatcher("beat:product-service", PREFIX);

    @AfterEach
    void end() {
        store.close();
        client.shutdown();
        proxy.close();
        server.close();
    }

    @Test
    void aPausedRedisConfirmsNothingAndWhatHappenedMeanwhileIsKnownAfterwards() {
        Watch watch = watched();
        server.pause();
        long paused = System.nanoTime();
        await().until(() -> watch.confirmedAt().isEmpty());
        assertThat(watch.covers(PREFIX)).isFalse();
        server.resume();
        awaitConfirmed(watch);
        assertThat(watch.confirmedAt().orElseThrow()).isGreaterThan(paused);
        assertThat(watcher.flushes).hasValueGreaterThan(1);
        assertReported(watch);
    }

    @Test
    void aRedisThatWasKilledIsTrackedAgainWhenItIsBack() {
        Watch watch = watched();
        server.kill();
        await().until(() -> watch.confirmedAt().isEmpty());
        server.restart();
        awaitConfirmed(watch);
        assertThat(watcher.flushes).hasValueGreaterThan(1);
        assertReported(watch);
    }

    @Test
    void aConnectionThatTheServerEndsIsMadeAnew() {
        Watch watch = watched();
        int flushes = watcher.flushes.get();
        assertThat(killTracking()).isOne();
        await().until(() -> watcher.flushes.get() > flushes);
        awaitConfirmed(watch);
        assertReported(watch);
        assertThat(store.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatIsDeadWithoutAWordIsMadeAnew() {
        Watch watch = watched();
        long before = watch.confirmedAt().orElseThrow();
        proxy.swallow();
        long swallowed = System.nanoTime();
        await().until(() -> watch.confirmedAt().isEmpty());
        assertThat(before).isLessThan(swallowed);
        proxy.pass();
        awaitConfirmed(watch);
        assertReported(watch);
    }

    @Test
    void aHeartbeatIsAsOldAsItsQuestion() {
        Watch watch = watched();
        Duration way = Duration.ofMillis(100);
        proxy.delay(way);
        awaitConfirmed(watch);
        long confirmed = watch.confirmedAt().orElseThrow();
        assertThat(Duration.ofNanos(System.nanoTime() - confirmed)).isGreaterThanOrEqualTo(way.multipliedBy(2));
    }

    @Test
    void whatIsTrackedElsewhereThanWhereEntriesAreReadIsNotReliedOn() {
        try (RedisServer another = RedisServer.start()) {
            Watch watch = watched();
            int flushes = watcher.flushes.get();
            proxy.lead(another.port());
            killTracking();
            await().until(() -> watcher.flushes.get() >= flushes + 3); // tries again and again
            assertThat(watch.confirmedAt()).isEmpty();
            proxy.lead(server.port());
            awaitConfirmed(watch);
        }
    }

    @Test
    void aTrackingThatIsOffThoughTheConnectionAnswersIsNoticed() {
        try (RedisConnector connector = new RedisConnector(RedisAddress.of("127.0.0.1", server.port(), null))) {
            RedisLink link = connector.connectForTracking(new RedisPlace.Host("127.0.0.1", server.port()), SOON);
            TrackedConnection connection = new TrackedConnection(link, keys -> {});
            connection.track(Set.of("a:", "b:"), SOON);
            Heartbeat well = connection.heartbeat(SOON);
            assertThat(well.fault(connection.prefixes(), well.runId())).isEmpty();
            var unused = link.commands().clientTracking(TrackingArgs.Builder.enabled(false));
            assertThat(connection.heartbeat(SOON).fault(connection.prefixes(), well.runId()))
                    .contains("tracking is off");
        }
    }

    @Test
    void aServerThatHasNotBeenReplayedToIsToldNoBeat() {
        RedisCommands<String, String> redis = client.connect().sync();
        AtomicBoolean replayed = new AtomicBoolean(true);
        store.beforeReopening(reopening -> {
            if (!replayed.get()) {
                throw new StoreUnavailableException("not yet");
            }
        });
        Watch watch = watched();
        await().until(() -> redis.exists(watcher.beat()) == 1);
        replayed.set(false);
        store.closeUntilReplayed();
        awaitConfirmed(watch);
        redis.set(watcher.beat(), "1");
        awaitConfirmed(watch);
        awaitConfirmed(watch);
        assertThat(redis.get(watcher.beat())).isEqualTo("1");
        replayed.set(true);
        await().until(() -> !redis.get(watcher.beat()).equals("1"));
    }

    @Test
    void aServerThatHasBecomeAReplicaIsNoticedThoughCallersOnlyRead() {
        RedisCommands<String, String> redis = client.connect().sync();
        watched();
        redis.replicaof("127.0.0.1", proxy.port());
        await().until(() -> !store.isOpen());
        redis.replicaofNoOne();
        await().until(store::isOpen);
    }

    @Test
    void aServerThatHasLostItsReplicasIsNoticedThoughCallersOnlyRead() {
        RedisCommands<String, String> redis = client.connect().sync();
        watched();
        redis.configSet("min-replicas-to-write", "1");
        await().until(() -> !store.isOpen());
        redis.configSet("min-replicas-to-write", "0");
        await().until(store::isOpen);
    }

    @Test
    void aServerThatTakesNoMoreConnectionsForAWhileIsTrackedSoonAfterwards() {
        RedisCommands<String, String> redis = client.connect().sync();
        Watch watch = watched();
        redis.configSet("maxclients", "1");
        killTracking(redis);
        try (CapturedErrors log = new CapturedErrors()) {
            await().until(() -> watch.confirmedAt().isEmpty());
            await().until(() -> refusedConnections(redis) > 1);
            redis.configSet("maxclients", "1000");
            awaitConfirmed(watch);
            assertThat(log.lines()).noneMatch(line -> line.contains("refuses to report changes"));
        }
    }

    private static long refusedConnections(RedisCommands<String, String> redis) {
        return redis.info("stats")
                .lines()
                .filter(line -> line.startsWith("rejected_connections:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-client|tracking", "-info", "-client"})
    void aUserWhoMayNotTrackUsesRedisWithoutItAfterOneWarning(String rule) {
        try (RedisServer guarded = RedisServer.start();
                RedisClient admin = RedisClient.create(guarded.uri().toString())) {
            var unused = admin.connect()
                    .sync()
                    .dispatch(
                            CommandType.ACL,
                            new StatusOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8)
                                    .add("SETUSER")
                                    .add("default")
                                    .add(rule));
            assertUsedWithoutTracking(guarded);
        }
    }

    @Test
    void aServerThatDoesNotSpeakResp3IsUsedWithoutTrackingAfterOneWarning() {
        try (RedisServer old =
                RedisServer.builder().config("rename-command HELLO", "").start()) {
            assertUsedWithoutTracking(old);
        }
    }

    private void assertUsedWithoutTracking(RedisServer redis) {
        try (CapturedErrors log = new CapturedErrors();
                RedisStore plain = RedisStore.connect(RedisAddress.of("127.0.0.1", redis.port(), null))) {
            await().until(plain::isOpen);
            Watch watch = plain.watch(watcher);
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("refuses to report changes")));
            watch.add("another:");
            assertThat(plain.invalidate(KEY, SOON)).isFalse();
            assertThat(watch.confirmedAt()).isEmpty();
            assertThat(watch.covers(PREFIX)).isFalse();
            assertThat(log.lines()).filteredOn(line -> line.contains("WARN")).hasSize(1);
        }
    }

    @Test
    void aStoreThatIsClosedLeavesNoThreads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        RedisStore another = RedisStore.connect(RedisAddress.of("127.0.0.1", server.port(), null));
        await().until(another::isOpen);
        awaitConfirmed(another.watch(watcher));
        another.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()) // Lettuce's last takes a moment
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cacheplane-") || name.startsWith("lettuce-")));
    }

    @Test
    void aClosedStoreConfirmsNothing() {
        Watch before = watched();
        store.close();
        Watch after = store.watch(watcher);
        for (Watch watch : List.of(before, after)) {
            watch.add("another:");
            assertThat(watch.confirmedAt()).isEmpty();
            assertThat(watch.covers(PREFIX)).isFalse();
            watch.close();
        }
    }

    private Watch watched() {
        await().until(store::isOpen);
        Watch watch = store.watch(watcher);
        awaitConfirmed(watch);
        return watch;
    }

    private void assertReported(Watch watch) {
        RedisCommands<String, String> redis = client.connect().sync();
        redis.set(KEY, "x");
        awaitConfirmed(watch);
        assertThat(watcher.changed).contains(KEY);
    }

    /** Ends the connections that track; returns how many. */
    private long killTracking() {
        return killTracking(client.connect().sync());
    }

    private static long killTracking(RedisCommands<String, String> redis) {
        return redis.clientList()
                .lines()
                .filter(line -> line.matches(".* flags=\\S*t\\S* .*"))
                .mapToLong(line ->
                        redis.clientKill(KillArgs.Builder.id(Long.parseLong(line.replaceAll("^id=(\\d+) .*", "$1")))))
                .sum();
    }
}
