package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store keeps to with entries and leases. Each test has keys of its own. */
abstract class EntriesContract {
    static final Duration SOON = Duration.ofSeconds(2);
    static final Duration LONG = Duration.ofMinutes(5);

    final String own = "cache:" + UUID.randomUUID() + ":/";

    abstract CacheStore store();

    @Test
    void whatWasNeverStoredIsNotThere() {
        Stored stored = read(key("a"));
        assertThat(stored.payload()).isNull();
        assertThat(stored.metadata()).isNull();
        assertThat(stored.timeToLive()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"products", "{}", "{\"region\":\"eu\"}", "a}b{c", "space and\nline", "€é\0", "*?[a]\\"})
    void theHolderOfTheLeaseFills(String name) {
        assertThat(acquire(key(name), "one")).isInstanceOf(Acquisition.Taken.class);
        assertThat(fill(key(name), "one", "payload")).isTrue();

        Stored stored = read(key(name));
        assertThat(stored.payload()).asString(UTF_8).isEqualTo("payload");
        assertThat(stored.metadata()).asString(UTF_8).isEqualTo("metadata of payload");
        assertThat(stored.timeToLive()).isBetween(LONG.minusSeconds(10), LONG);
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        acquire(key("a"), "one");
        store().fill(key("a"), "one", all, all, LONG, SOON).join();
        assertThat(read(key("a")).payload()).isEqualTo(all);
        assertThat(read(key("a")).metadata()).isEqualTo(all);
    }

    @Test
    void nobodyFillsWithoutTheLease() {
        assertThat(fill(key("a"), "one", "payload")).isFalse();
        acquire(key("a"), "one");
        assertThat(fill(key("a"), "two", "payload")).isFalse();
        assertThat(read(key("a")).payload()).isNull();
    }

    @Test
    void aLeaseFillsOnce() {
        acquire(key("a"), "one");
        assertThat(fill(key("a"), "one", "first")).isTrue();
        assertThat(fill(key("a"), "one", "second")).isFalse();
        assertThat(read(key("a")).payload()).asString(UTF_8).isEqualTo("first");
    }

    @Test
    void aLeaseHasOneHolderAndSaysWhenItExpires() {
        acquire(key("a"), "one");
        assertThat(acquire(key("a"), "two"))
                .isInstanceOfSatisfying(
                        Acquisition.Held.class,
                        held -> assertThat(held.expiresIn()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
    }

    @Test
    void aLeaseThatIsGivenBackIsFree() {
        acquire(key("a"), "one");
        store().release(key("a"), "two", SOON);
        assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Held.class);
        store().release(key("a"), "one", SOON);
        assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Taken.class);
    }

    @Test
    void aLeaseExpiresUnlessRenewed() {
        store().acquire(key("a"), "one", Duration.ofMillis(1), null, List.of(), SOON);
        await().untilAsserted(() -> assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Taken.class));
        assertThat(store().renew(key("a"), "one", LONG, SOON)).isFalse();
        assertThat(fill(key("a"), "one", "late")).isFalse();
        assertThat(store().renew(key("a"), "two", LONG, SOON)).isTrue();
        assertThat(acquire(key("a"), "three"))
                .isInstanceOfSatisfying(
                        Acquisition.Held.class,
                        held -> assertThat(held.expiresIn()).isGreaterThan(LONG.minusSeconds(10)));
    }

    @Test
    void whoMissedBeforeAnothersFillIsToldThatThereIsAnEntry() {
        stored(key("a"), "payload");
        assertThat(acquire(key("a"), "two")).isInstanceOf(Acquisition.Changed.class);
    }

    @Test
    void whoSawTheEntryAndCannotUseItGetsTheLease() {
        stored(key("a"), "payload");
        byte[] seen = read(key("a")).metadata();
        assertThat(store().acquire(key("a"), "two", LONG, seen, List.of(), SOON))
                .isInstanceOf(Acquisition.Taken.class);
        assertThat(fill(key("a"), "two", "other")).isTrue();
        assertThat(read(key("a")).payload()).asString(UTF_8).isEqualTo("other");
    }

    @Test
    void anInvalidationTakesEntryAndLease() {
        stored(key("a"), "payload");
        byte[] seen = read(key("a")).metadata();
        store().acquire(key("a"), "two", LONG, seen, List.of(), SOON);

        assertThat(store().invalidate(key("a"), SOON)).isTrue();

        assertThat(fill(key("a"), "two", "late")).isFalse();
        assertThat(read(key("a")).payload()).isNull();
        assertThat(read(key("a")).metadata()).isNull();
    }

    @Test
    void ofManyEntriesItIsSaidWhichWereThere() {
        stored(key("a"), "payload");
        stored(key("b"), "payload");
        acquire(key("computing"), "one");

        assertThat(store().invalidate(List.of(key("a"), key("absent"), key("computing"), key("b")), SOON))
                .containsExactlyInAnyOrder(key("a"), key("b"));

        assertThat(List.of(key("a"), key("b")))
                .allSatisfy(key -> assertThat(read(key).payload()).isNull());
        assertThat(fill(key("computing"), "one", "late")).isFalse();
    }

    @Test
    void anInvalidationOfAnAbsentEntryTakesItsLease() {
        acquire(key("a"), "one");
        assertThat(store().invalidate(key("a"), SOON)).isFalse();
        assertThat(fill(key("a"), "one", "late")).isFalse();
        assertThat(read(key("a")).payload()).isNull();
    }

    @Test
    void entriesExpireWithTheirMetadata() {
        acquire(key("a"), "one");
        store().fill(key("a"), "one", bytes("payload"), bytes("metadata"), Duration.ofMillis(1), SOON)
                .join();
        await().untilAsserted(() -> {
            assertThat(read(key("a")).payload()).isNull();
            assertThat(read(key("a")).metadata()).isNull();
        });
    }

    @Test
    void aScanFindsEveryEntryThatMatchesAndNothingElse() {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 2_500; i++) {
            expected.add(stored(key("many/" + i), "payload"));
        }
        stored(key("other"), "payload");
        acquire(key("many/leased"), "one");
        assertThat(new HashSet<>(scan(own + "many/*", false))).isEqualTo(expected);
    }

    @Test
    void aScanOfLeasesNamesTheEntries() {
        acquire(key("absent{x}"), "one");
        stored(key("present"), "payload");
        assertThat(scan(own + "*", true)).containsExactly(key("absent{x}"));
    }

    @Test
    void aBackslashTakesTheMeaningFromAStar() {
        stored(key("a*b"), "payload");
        stored(key("axb"), "payload");
        assertThat(scan(own + "a\\*b", false)).containsExactly(key("a*b"));
    }

    Stored read(String key) {
        return store().read(key, List.of(), SOON).entry();
    }

    /** The key of a generation of this test's own. */
    String gen(String name) {
        return "gen:{" + own + "}:" + name;
    }

    private Set<String> scan(String glob, boolean leases) {
        Set<String> found = new HashSet<>();
        String cursor = KeyPage.START;
        do {
            KeyPage page = leases ? store().scanLeases(glob, cursor, SOON) : store().scanEntries(glob, cursor, SOON);
            found.addAll(page.keys());
            cursor = page.next();
        } while (!cursor.equals(KeyPage.START));
        return found;
    }

    String key(String name) {
        return own + name;
    }

    Acquisition acquire(String key, String token) {
        return store().acquire(key, token, Duration.ofSeconds(30), null, List.of(), SOON);
    }

    boolean fill(String key, String token, String payload) {
        return store().fill(key, token, bytes(payload), bytes("metadata of " + payload), LONG, SOON)
                .join();
    }

    String stored(String key, String payload) {
        acquire(key, "stored");
        assertThat(fill(key, "stored", payload)).isTrue();
        return key;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
