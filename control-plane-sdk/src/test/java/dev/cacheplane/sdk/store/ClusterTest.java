package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.CacheStoreContract.awaitConfirmed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which masters are used, and relied on, in a cluster that changes. */
class ClusterTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration CHANGED = Duration.ofSeconds(60);
    private static final String PREFIX = "cache:product-service:";
    private static final List<String> KEYS =
            IntStream.range(0, 30).mapToObj(i -> PREFIX + "/products/" + i).toList();

    private final ClusterGroup group = new ClusterGroup();
    private final RecordingWatcher watcher = new RecordingWatcher("beat:{product-service}", PREFIX);
    private final AtomicBoolean otherServer = new AtomicBoolean();
    private final RedisStore store = RedisStore.connect(RedisAddress.parse(group.url()));

    ClusterTest() {
        store.beforeReopening(reopening -> otherServer.compareAndSet(false, reopening.otherServer()));
    }

    @AfterEach
    void end() {
        store.close();
        group.close();
    }

    @Test
    void changesAreReportedByAllMastersAndNothingIsReliedOnWhileOneIsSilent() {
        Watch watch = watched();
        assertAllAreReported(watch);
        RedisServer one = group.masterOf(KEYS.get(0));
        one.pause();
        long paused = System.nanoTime();
        await().until(() -> watch.confirmedAt().isEmpty());
        one.resume();
        awaitConfirmed(watch);
        assertThat(watch.confirmedAt().orElseThrow()).isGreaterThan(paused);
        assertAllAreReported(watch);
    }

    @Test
    void aMasterThatHandsOverAndLivesOnIsLeftForItsReplica() {
        Watch watch = watched();
        RedisServer before = group.masterOf(KEYS.get(0));
        group.handOver(before);
        group.awaitMastersWithout(before);
        await().atMost(CHANGED).until(otherServer::get);
        await().atMost(CHANGED).until(store::isOpen);
        awaitConfirmed(watch);
        assertAllAreReported(watch);
    }

    @Test
    void aKilledMastersReplicaIsUsedAndTellsHowOldItsDataAre() {
        Watch watch = watched();
        await().until(() -> store.sinceBeat(watcher.beat(), SOON).isPresent());
        List<Boolean> told = new ArrayList<>();
        store.beforeReopening(reopening ->
                told.add(reopening.entries().sinceBeat(watcher.beat(), SOON).isPresent()));
        RedisServer before = group.masterOf(KEYS.get(0));
        before.kill();
        group.awaitMastersWithout(before);
        await().atMost(CHANGED).until(store::isOpen);
        assertThat(otherServer).isTrue();
        assertThat(told).isNotEmpty().doesNotContain(false);
        awaitConfirmed(watch);
        assertAllAreReported(watch);
    }

    @Test
    void keysOfASlotThatMovesAreOutOfReachForAMomentAndThenFoundAtTheirNewMaster() {
        Watch watch = watched();
        String key = KEYS.get(0);
        RedisServer from = group.masterOf(key);
        RedisServer to = KEYS.stream()
                .map(group::masterOf)
                .filter(server -> server != from)
                .findFirst()
                .orElseThrow();
        String slot = Integer.toString(SlotTags.slot(key));
        assertStored(key);
        group.moveSlot(slot, from, to, () -> {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.read(key, List.of(), SOON));
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.invalidate(key, SOON));
            assertThat(store.isOpen()).isTrue();
        });
        assertStored(key);
        assertThat(store.read(key, List.of(), SOON).entry().payload()).isNotNull();
        assertThat(otherServer).isFalse();
        awaitConfirmed(watch);
        assertAllAreReported(watch);
    }

    @Test
    void aMasterThatHasLostItsReplicaIsNoticedThoughCallersOnlyRead() {
        watched();
        RedisServer one = group.masterOf(KEYS.get(0));
        ClusterGroup.say(one, "CONFIG", "SET", "min-replicas-to-write", "2");
        await().until(() -> !store.isOpen());
        ClusterGroup.say(one, "CONFIG", "SET", "min-replicas-to-write", "0");
        await().until(store::isOpen);
    }

    @Test
    void whereAMastersFirstSlotHasMovedAllAreAskedAndToldAsBefore() {
        watched();
        RedisServer from = group.masterOfSlot(0);
        RedisServer to = group.masterOfSlot(SlotTags.SLOTS - 1);
        group.moveSlot("0", from, to, () -> {});
        try (CapturedErrors log = new CapturedErrors()) {
            store.closeUntilReplayed();
            await().until(store::isOpen);
            assertThat(log.lines()).noneMatch(line -> line.contains("WARN"));
        }
        assertThat(otherServer).isFalse();
        await().untilAsserted(
                        () -> assertThat(store.sinceBeat(watcher.beat(), SOON)).isPresent());
    }

    @Test
    void aMasterThatIsSilentIsNoticedThoughTheOthersAnswer() {
        await().until(store::isOpen);
        group.failOverAfter(CHANGED);
        String silent = KEYS.get(0);
        RedisServer one = group.masterOf(silent);
        List<String> others =
                KEYS.stream().filter(key -> group.masterOf(key) != one).toList();
        try (CapturedErrors log = new CapturedErrors()) {
            one.pause();
            await().pollInterval(Duration.ofMillis(10)).atMost(SOON).until(() -> {
                others.forEach(this::isAnswered); // so that no breaker trips
                return !isAnswered(silent) && !store.isOpen();
            });
            one.resume();
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("no answer of the masters")));
        }
        await().until(store::isOpen);
    }

    private boolean isAnswered(String key) {
        try {
            store.read(key, List.of(), Duration.ofMillis(100));
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    @Test
    void aKeyThatMovesWhileAllAreGoneThroughIsFound() {
        await().until(store::isOpen);
        RedisServer first = group.masterOfSlot(0);
        RedisServer last = group.masterOfSlot(SlotTags.SLOTS - 1);
        String key = KEYS.stream()
                .filter(one -> group.masterOf(one) == last)
                .findFirst()
                .orElseThrow();
        assertStored(key);
        KeyPage page = store.scanEntries(PREFIX + "*", KeyPage.START, SOON);
        while (!page.next().startsWith("2:")) {
            assertThat(page.keys()).doesNotContain(key);
            page = store.scanEntries(PREFIX + "*", page.next(), SOON);
        }

        group.moveWithKeys(Integer.toString(SlotTags.slot(key)), last, first);

        Set<String> found = new HashSet<>();
        while (!page.isLast()) {
            page = store.scanEntries(PREFIX + "*", page.next(), SOON);
            found.addAll(page.keys());
        }
        assertThat(found).contains(key);
        assertThat(group.masterOf(key)).isSameAs(first);
    }

    private void assertStored(String key) {
        byte[] line = "2 value".getBytes(UTF_8);
        store.invalidate(key, SOON);
        store.acquire(key, "one", SOON, null, List.of(), SOON);
        assertThat(store.fill(key, "one", line, line, SOON, SOON).join()).isTrue();
    }

    private Watch watched() {
        await().until(store::isOpen);
        Watch watch = store.watch(watcher);
        awaitConfirmed(watch);
        return watch;
    }

    private void assertAllAreReported(Watch watch) {
        watcher.changed.clear();
        for (String key : KEYS) {
            assertThat(ClusterGroup.say(group.masterOf(key), "SET", key, "x")).isEqualTo(new Reply.Status("OK"));
        }
        awaitConfirmed(watch);
        assertThat(watcher.changed).containsAll(KEYS);
        assertThat(KEYS.stream().map(group::masterOf).distinct()).hasSize(3);
    }
}
