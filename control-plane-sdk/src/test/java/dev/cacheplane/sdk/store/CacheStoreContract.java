package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store keeps to: besides entries and leases, generations, stale entries, failures, bars, and word of changes. */
abstract class CacheStoreContract extends EntriesContract {
    @Test
    void anEntryAndItsGenerationsAreReadTogether() {
        stored(key("a"), "payload");
        Reading first = store().read(key("a"), List.of(gen("service"), gen("tag:x")), SOON);
        assertThat(first.entry().payload()).asString(UTF_8).isEqualTo("payload");
        assertThat(first.generations()).containsOnlyKeys(gen("service"), gen("tag:x"));
        assertThat(first.generations().get(gen("service")))
                .isNotEqualTo(first.generations().get(gen("tag:x")));

        Reading second = store().read(key("b"), List.of(gen("tag:x"), gen("service"), gen("tag:x")), SOON);
        assertThat(second.entry().payload()).isNull();
        assertThat(second.generations()).isEqualTo(first.generations());
        assertThat(store().generations(List.of(gen("service"), gen("tag:x")), SOON))
                .isEqualTo(first.generations());
    }

    @Test
    void noGenerationsAreNone() {
        assertThat(store().generations(List.of(), SOON)).isEmpty();
        store().bump(List.of(), SOON);
        store().bumpSoftly(List.of(), SOON);
    }

    @Test
    void aBumpedGenerationIsAnotherAndItsNeighbourIsNot() {
        Map<String, Generation> before = store().generations(List.of(gen("a"), gen("b"), gen("c")), SOON);
        store().bump(List.of(gen("a"), gen("b")), SOON);
        Map<String, Generation> after = store().generations(List.of(gen("a"), gen("b"), gen("c")), SOON);
        for (String bumped : List.of(gen("a"), gen("b"))) {
            assertThat(generation(after, bumped).hard())
                    .isNotEqualTo(generation(before, bumped).hard());
            assertThat(generation(after, bumped).soft())
                    .isNotEqualTo(generation(before, bumped).soft());
        }
        assertThat(generation(after, gen("a"))).isNotEqualTo(generation(after, gen("b")));
        assertThat(generation(after, gen("c"))).isEqualTo(generation(before, gen("c")));
    }

    @Test
    void aSoftlyBumpedGenerationKeepsItsHardPart() {
        Map<String, Generation> before = store().generations(List.of(gen("a")), SOON);
        store().bumpSoftly(List.of(gen("a"), gen("absent")), SOON);
        Map<String, Generation> after = store().generations(List.of(gen("a"), gen("absent")), SOON);
        assertThat(generation(after, gen("a")).hard())
                .isEqualTo(generation(before, gen("a")).hard());
        assertThat(generation(after, gen("a")).soft())
                .isNotEqualTo(generation(before, gen("a")).soft());
        assertThat(after).containsKey(gen("absent"));
    }

    @Test
    void aFailedComputationIsNotedForAWhileAndThenTriedAgain() {
        acquire(key("a"), "one");
        store().fail(key("a"), "two", LONG, SOON);
        assertThat(acquire(key("a"), "three"))
                .isInstanceOfSatisfying(
                        Acquisition.Held.class,
                        held -> assertThat(held.failed()).isFalse());
        store().fail(key("a"), "one", LONG, SOON);
        assertThat(acquire(key("a"), "three")).isInstanceOfSatisfying(Acquisition.Held.class, held -> {
            assertThat(held.failed()).isTrue();
            assertThat(held.expiresIn()).isGreaterThan(LONG.minusSeconds(10));
        });
        assertThat(fill(key("a"), "one", "late")).isFalse();

        acquire(key("b"), "one");
        store().fail(key("b"), "one", Duration.ofMillis(1), SOON);
        await().untilAsserted(() -> assertThat(acquire(key("b"), "two")).isInstanceOf(Acquisition.Taken.class));
    }

    @Test
    void anInvalidationTakesTheNoteOfAFailureToo() {
        acquire(key("a"), "one");
        store().fail(key("a"), "one", LONG, SOON);
        store().invalidate(key("a"), SOON);
        assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Taken.class);
    }

    @Test
    void aSoftInvalidationMakesAnEntryStaleAndKeepsItsExpiry() {
        acquire(key("a"), "one");
        String line = "2 value fill=one fresh=%d keep=%d took=1 gen=service=1.2";
        String written = String.format(line, 250_000, LONG.toMillis() + 60_000); // as if it were a minute old
        store().fill(key("a"), "one", bytes("payload"), bytes(written), LONG, SOON)
                .join();
        store().acquire(key("a"), "two", LONG, bytes(written), List.of(), SOON);

        assertThat(store().soften(key("a"), SOON)).isTrue();

        Stored stored = read(key("a"));
        assertThat(stored.payload()).asString(UTF_8).isEqualTo("payload");
        assertThat(stored.timeToLive()).isBetween(LONG.minusSeconds(10), LONG);
        long fresh = member(stored, "fresh");
        assertThat(fresh).isBetween(60_000L, 70_000L);
        assertThat(member(stored, "keep") - stored.timeToLive().toMillis()).isGreaterThanOrEqualTo(fresh);
        assertThat(stored.metadata()).asString(UTF_8).isEqualTo(String.format(line, fresh, LONG.toMillis() + 60_000));
        assertThat(fill(key("a"), "two", "late")).isFalse();
    }

    @Test
    void ofManyEntriesItIsSaidWhichAreStaleNow() {
        acquire(key("a"), "one");
        byte[] line = bytes("2 value fill=one fresh=250000 keep=" + LONG.toMillis() + " took=1");
        store().fill(key("a"), "one", bytes("payload"), line, LONG, SOON).join();
        stored(key("not to be read"), "payload");
        acquire(key("computing"), "one");

        assertThat(store().soften(List.of(key("absent"), key("a"), key("not to be read"), key("computing")), SOON))
                .containsExactly(key("a"));

        assertThat(read(key("a")).payload()).isNotNull();
        assertThat(read(key("not to be read")).payload()).isNull();
        assertThat(fill(key("computing"), "one", "late")).isFalse();
    }

    @Test
    void whatIsStaleAlreadyIsNotFreshForLonger() {
        acquire(key("a"), "one");
        String line = "2 value fill=one fresh=1000 keep=" + (LONG.toMillis() + 60_000) + " took=1";
        store().fill(key("a"), "one", bytes("payload"), bytes(line), LONG, SOON).join();
        assertThat(store().soften(key("a"), SOON)).isTrue();
        assertThat(read(key("a")).metadata()).asString(UTF_8).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 value fill=one ttl=300000 since=k-1 length=7",
                "3 value fresh=1 keep=2 took=3",
                "2 value keep=2 took=3",
                "2 value fresh=1 took=3",
                "2 value fresh= keep= took=3",
                ""
            })
    void aSoftInvalidationOfWhatCannotBeReadDeletesIt(String line) {
        acquire(key("a"), "one");
        store().fill(key("a"), "one", bytes("payload"), bytes(line), LONG, SOON).join();
        assertThat(store().soften(key("a"), SOON)).isFalse();
        assertThat(read(key("a")).payload()).isNull();
        assertThat(read(key("a")).metadata()).isNull();
    }

    @Test
    void aSoftInvalidationOfAnAbsentEntryTakesItsLease() {
        acquire(key("a"), "one");
        assertThat(store().soften(key("a"), SOON)).isFalse();
        assertThat(fill(key("a"), "one", "late")).isFalse();
        assertThat(read(key("a")).payload()).isNull();
    }

    @Test
    void aBarTakesTheEntryAndTheLeaseFromWhoeverHoldsIt() {
        stored(key("a"), "payload");
        byte[] seen = read(key("a")).metadata();
        store().acquire(key("a"), "one", LONG, seen, List.of(), SOON);

        store().bar(key("a"), "two", Duration.ofSeconds(30), SOON);

        assertThat(read(key("a")).payload()).isNull();
        assertThat(read(key("a")).metadata()).isNull();
        assertThat(fill(key("a"), "one", "late")).isFalse();
        assertThat(acquire(key("a"), "three"))
                .isInstanceOfSatisfying(
                        Acquisition.Held.class,
                        held -> assertThat(held.expiresIn()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
        assertThat(store().renew(key("a"), "two", LONG, SOON)).isTrue();
        store().invalidate(key("a"), SOON);
        assertThat(acquire(key("a"), "three")).isInstanceOf(Acquisition.Taken.class);
    }

    @Test
    void anAbsentEntryIsBarredToo() {
        store().bar(key("a"), "one", LONG, SOON);
        assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Held.class);
        assertThat(fill(key("a"), "one", "payload")).isTrue();
    }

    @Test
    void aBeatThatNeverWasIsNotSince() {
        assertThat(store().sinceBeat("beat:" + own, SOON)).isEmpty();
    }

    @Test
    void aWatcherHearsOfEveryChangeUnderItsPrefixes() {
        RecordingWatcher watcher = new RecordingWatcher("beat:" + own, own, gen(""));
        try (Watch watch = store().watch(watcher)) {
            awaitConfirmed(watch);
            assertThat(watcher.flushes).hasValue(1);
            stored(key("stored"), "payload");
            store().invalidate(key("absent"), SOON);
            store().soften(key("softened"), SOON);
            store().bar(key("barred"), "one", LONG, SOON);
            store().invalidate("cache:another:" + own, SOON);
            store().bump(List.of(gen("hard")), SOON);
            store().bumpSoftly(List.of(gen("soft")), SOON);
            store().generations(List.of(gen("made")), SOON);
            awaitConfirmed(watch);
            assertThat(new HashSet<>(watcher.changed))
                    .containsExactlyInAnyOrder(
                            key("stored"),
                            key("absent"),
                            key("softened"),
                            key("barred"),
                            gen("hard"),
                            gen("soft"),
                            gen("made"));
            await().untilAsserted(() ->
                    assertThat(store().sinceBeat("beat:" + own, SOON)).isPresent());
        }
    }

    @Test
    void aPrefixMayComeLater() {
        RecordingWatcher watcher = new RecordingWatcher("beat:" + own, own);
        try (Watch watch = store().watch(watcher)) {
            awaitConfirmed(watch);
            assertThat(watch.covers(own)).isTrue();
            assertThat(watch.covers("later:" + own)).isFalse();
            watch.add("later:" + own);
            await().until(() -> watch.covers("later:" + own));
            assertThat(watcher.flushes).hasValue(2);
            store().invalidate("later:" + own + "a", SOON);
            awaitConfirmed(watch);
            assertThat(watcher.changed).containsOnly("later:" + own + "a");
        }
    }

    @Test
    void whatOnlyAnotherWatcherHearsOfIsNotCovered() {
        String theirs = "theirs:" + own;
        RecordingWatcher watcher = new RecordingWatcher("beat:" + own, own);
        try (Watch other = store().watch(new RecordingWatcher("beat:" + own, theirs));
                Watch watch = store().watch(watcher)) {
            awaitConfirmed(other);
            awaitConfirmed(watch);
            assertThat(watch.covers(theirs)).isFalse();
            watch.add(theirs);
            await().until(() -> watch.covers(theirs));
            assertThat(watcher.flushes).hasValue(2);
            store().invalidate(theirs + "a", SOON);
            awaitConfirmed(watch);
            assertThat(watcher.changed).containsOnly(theirs + "a");
        }
    }

    @Test
    void aClosedWatchConfirmsNothing() {
        RecordingWatcher watcher = new RecordingWatcher("beat:" + own, own);
        Watch watch = store().watch(watcher);
        awaitConfirmed(watch);
        watch.close();
        watch.close();
        store().invalidate(key("a"), SOON);
        assertThat(watch.confirmedAt()).isEmpty();
        assertThat(watch.covers(own)).isFalse();
        assertThat(watcher.changed).isEmpty();
    }

    /** Until a heartbeat has been answered that was sent from now on. */
    static void awaitConfirmed(Watch watch) {
        long now = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5))
                .until(() ->
                        watch.confirmedAt().isPresent() && watch.confirmedAt().getAsLong() - now >= 0);
    }

    private static Generation generation(Map<String, Generation> generations, String name) {
        return requireNonNull(generations.get(name), name);
    }

    private static long member(Stored stored, String name) {
        Matcher value =
                Pattern.compile(" " + name + "=([0-9]+)").matcher(new String(requireNonNull(stored.metadata()), UTF_8));
        assertThat(value.find()).isTrue();
        return Long.parseLong(value.group(1));
    }
}
