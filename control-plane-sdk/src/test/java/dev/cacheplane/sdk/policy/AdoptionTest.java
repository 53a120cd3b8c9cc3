package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionTest {
    /** Epoch a was left for b, at revision 5. */
    private static final Held HELD = holding(holding(Held.nothing(Shop.NAME), "a", 9), "b", 5);

    @ParameterizedTest(name = "{0} of {1}-{2}, asked for under {3}: {4}")
    @CsvSource({
        "STREAM, b, 6, b, adopted",
        "STREAM, b, 6, a, adopted",
        "STREAM, b, 4, b, OLDER",
        "STREAM, b, 5, b, confirmed",
        "STREAM, a, 10, b, LEFT",
        "STREAM, a, 10, a, LEFT",
        "STREAM, c, 1, b, adopted",
        "STREAM, c, 1, a, LATE",
        "STREAM, c, 1, none, LATE",
        "POLL, b, 6, none, adopted",
        "POLL, b, 5, none, confirmed",
        "POLL, b, 4, none, OLDER",
        "POLL, a, 10, none, LEFT",
        "POLL, c, 1, b, adopted",
        "POLL, c, 1, none, LATE",
        "DISK, b, 6, none, LATE",
        "DISK, c, 1, none, LATE",
    })
    void whatIsHeldNeverGoesBack(Origin origin, String epoch, long number, String askedUnder, String expected) {
        Candidate candidate =
                candidate(origin, Shop.document(Shop.caching(new Revision(epoch, number))), askedUnder, null, null);

        assertThat(outcome(Adoption.of(candidate, HELD))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"STREAM, x", "POLL, x", "DISK, none"})
    void whereNothingIsHeldAnythingGoes(Origin origin, String askedUnder) {
        Candidate candidate = candidate(origin, Shop.document(Shop.caching(1)), askedUnder, null, null);

        assertThat(outcome(Adoption.of(candidate, Held.nothing(Shop.NAME)))).isEqualTo("adopted");
    }

    @Test
    void whatIsNotWhatItIsSaidToBeIsRefused() {
        ByteString document = Shop.document(Shop.caching(new Revision("b", 6)));
        String hash = SnapshotId.hashOf(document);

        assertThat(of(document, new Revision("b", 6), hash)).isEqualTo("adopted");
        assertThat(of(document, null, "0123456789abcdef")).isEqualTo("HASH");
        assertThat(of(document, null, "")).isEqualTo("HASH");
        assertThat(of(document, new Revision("b", 7), hash)).isEqualTo("HASH");
        assertThat(of(document, new Revision("c", 6), hash)).isEqualTo("HASH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "null", "{\"service\":\"shop\",\"epoch\":\"b\",\"revision\":6}"})
    void whatIsNoPolicySetIsRefused(String nonsense) {
        assertThat(of(ByteString.encodeUtf8(nonsense), null, null)).isEqualTo("UNREADABLE");
    }

    @Test
    void anotherServicesPoliciesAreRefused() {
        PolicySet other = PolicySet.empty(new ServiceName("bank"), new Revision("b", 6));

        assertThat(of(Shop.document(other), null, null)).isEqualTo("FOREIGN");
    }

    @Test
    void theSameRevisionWrittenOtherwiseIsAdopted() {
        ByteString otherwise = ByteString.encodeUtf8(
                Shop.document(Shop.caching(new Revision("b", 5))).utf8().replaceFirst("\\{", "{ "));

        assertThat(of(otherwise, null, null)).isEqualTo("adopted");
    }

    @Test
    void whatIsFaultyInPartsKeepsItsOldValueThere() {
        String faulty = new String(PolicyJson.writeSet(Shop.caching(new Revision("b", 6))), StandardCharsets.UTF_8)
                .replace("\"shouldCache\":true", "\"shouldCache\":\"maybe\"");

        assertThat(Adoption.of(candidate(Origin.POLL, ByteString.encodeUtf8(faulty), "b", null, null), HELD))
                .isInstanceOfSatisfying(Adoption.Adopt.class, adopt -> {
                    assertThat(adopt.next().rejected()).hasSize(1);
                    assertThat(Shop.cachesProducts(adopt.next().set())).isTrue();
                });
    }

    @Test
    void whatIsFaultyAndWasNeverUnderstoodIsOffWhateverTheOtherLevelsSay() {
        String faulty = new String(
                        PolicyJson.writeSet(PolicySet.empty(Shop.NAME, Revision.NONE)
                                .withGlobalDefaults(Shop.ON, new Revision("e", 1))
                                .withServiceDefaults(
                                        PolicySettings.EMPTY.with(
                                                dev.cacheplane.policy.PolicyField.TTL, Duration.ofSeconds(77)),
                                        new Revision("e", 2))),
                        StandardCharsets.UTF_8)
                .replace("77", "-77");

        assertThat(Adoption.of(
                        candidate(Origin.POLL, ByteString.encodeUtf8(faulty), "none", null, null),
                        Held.nothing(Shop.NAME)))
                .isInstanceOfSatisfying(
                        Adoption.Adopt.class,
                        adopt -> assertThat(Shop.cachesProducts(adopt.next().set()))
                                .isFalse());
    }

    private static String of(ByteString document, @Nullable Revision claimed, @Nullable String hash) {
        return outcome(Adoption.of(candidate(Origin.STREAM, document, "b", claimed, hash), HELD));
    }

    private static String outcome(Adoption adoption) {
        if (adoption instanceof Adoption.Refuse refuse) {
            return refuse.reason().name();
        }
        return adoption instanceof Adoption.Confirm ? "confirmed" : "adopted";
    }

    private static Candidate candidate(
            Origin origin,
            ByteString document,
            String askedUnder,
            @Nullable Revision claimed,
            @Nullable String claimedHash) {
        return new Candidate(origin, document, askedUnder, claimed, claimedHash, Duration.ZERO);
    }

    private static Held holding(Held before, String epoch, long number) {
        ByteString document = Shop.document(Shop.caching(new Revision(epoch, number)));
        Candidate candidate = candidate(Origin.STREAM, document, before.epoch(), null, null);
        if (Adoption.of(candidate, before) instanceof Adoption.Adopt adopt) {
            return adopt.next();
        }
        throw new AssertionError("not adopted");
    }
}
