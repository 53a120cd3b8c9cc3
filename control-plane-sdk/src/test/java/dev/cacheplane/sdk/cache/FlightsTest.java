package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightsTest {
    private static final String KEY = "key";
    private static final Duration JOIN_LIMIT = Duration.ofNanos(100);

    private final long[] now = new long[1];
    private final Flights flights = new Flights(JOIN_LIMIT, () -> now[0]);

    @ParameterizedTest(name = "begun {0} ns ago, of {1}, reports relied on: {2}; joined: {3}")
    @CsvSource({
        "0, e-1, false, true",
        "99, e-1, false, true",
        "100, e-1, false, false",
        "100, e-1, true, true",
        "0, e-3, true, false",
        "0, f-1, false, false"
    })
    void oneIsJoinedWhileNothingCanHaveMadeItOldAndItIsOfTheSameSwitchingOn(
            long age, String since, boolean reported, boolean joined) {
        Flight<String> other = another(since);
        lead(other);
        now[0] += age;

        assertThat(flights.joinOrLead(KEY, mine("e-1"), reported))
                .isEqualTo(joined ? Optional.of(other) : Optional.empty());
    }

    @Test
    void whatReplacedAnotherIsJoinedByThoseWhoCome() {
        Flight<String> before = another("e-1");
        Flight<String> after = another("e-3");
        lead(before);
        lead(after);

        flights.end(KEY, before);

        assertThat(flights.joinOrLead(KEY, mine("e-3"), true)).contains(after);
    }

    @Test
    void whatIsDetachedIsNotJoinedAndTheNextIsUnderWayAtOnce() {
        lead(another("e-1"));
        flights.detach(KEY);
        Flight<String> next = another("e-1");
        lead(next);
        assertThat(next.hasBegun()).isTrue();
        assertThat(flights.joinOrLead(KEY, mine("e-1"), true)).contains(next);
    }

    @Test
    void whoAsksForWhatItIsMakingItselfIsTold() {
        Flight<String> own = mine("e-1");
        lead(own);
        assertThat(flights.joinOrLead(KEY, mine("e-1"), true)).contains(own);
        flights.detach(KEY);
        assertThat(own.isDetached()).isTrue();
        assertThat(flights.joinOrLead(KEY, mine("e-1"), true)).contains(own);
        own.leave();
        assertThat(flights.joinOrLead(KEY, mine("e-1"), true)).isEmpty();
    }

    @Test
    void aStormOfInvalidationsLeavesOneThatGathersAllWhoComeAndHasNotBegun() throws InterruptedException {
        Flight<String> first = another("e-1");
        Flight<String> second = another("e-1");
        lead(first);
        flights.detach(KEY);
        lead(second);
        flights.detach(KEY);

        Flight<String> third = another("e-1");
        assertThat(flights.joinOrLead(KEY, third, true)).isEmpty();
        assertThat(flights.begin(KEY, third, 0)).isFalse();
        for (int i = 0; i < 100; i++) {
            flights.detach(KEY);
            flights.detachAll();
            assertThat(flights.joinOrLead(KEY, mine("e-1"), false)).contains(third);
        }

        flights.end(KEY, first);
        flights.end(KEY, first);
        assertThat(flights.begin(KEY, third, 0)).isTrue();
        flights.detach(KEY);
        Flight<String> fourth = another("e-1");
        assertThat(flights.joinOrLead(KEY, fourth, true)).isEmpty();
        assertThat(flights.begin(KEY, fourth, 0)).isFalse();
    }

    @ParameterizedTest(name = "{0} is new; the computation names tags: {1}; detached: {2}")
    @CsvSource({
        "gen:{s}:endpoint:/products, false, true",
        "gen:{s}:endpoint:/users, false, false",
        "gen:{s}:tag:late, false, false",
        "gen:{s}:tag:late, true, true"
    })
    void aNewGenerationDetachesThoseThatItConcernsOrMayConcern(String generation, boolean tagging, boolean detached) {
        Flight<String> flight = CompletableFuture.supplyAsync(
                        () -> mine("e-1", tagging, "gen:{s}:service", "gen:{s}:endpoint:/products"))
                .join();
        lead(flight);
        flights.detachBearing(List.of("gen:{s}:other", generation));
        assertThat(flights.joinOrLead(KEY, mine("e-1"), true).isEmpty()).isEqualTo(detached);
    }

    @Test
    void oneIsNotJoinedByWhoNamesATagThatItDoesNotBear() {
        Flight<String> flight = CompletableFuture.supplyAsync(
                        () -> mine("e-1", false, "gen:{s}:service", "gen:{s}:tag:a"))
                .join();
        lead(flight);
        assertThat(flights.joinOrLead(KEY, mine("e-1", false, "gen:{s}:service", "gen:{s}:tag:a"), true))
                .contains(flight);
        assertThat(flights.joinOrLead(KEY, mine("e-1", false, "gen:{s}:service", "gen:{s}:tag:b"), true))
                .isEmpty();
    }

    private void lead(Flight<String> flight) {
        assertThat(flights.joinOrLead(KEY, flight, true)).isEmpty();
        try {
            assertThat(flights.begin(KEY, flight, 0)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One that another thread leads. */
    private Flight<String> another(String since) {
        return CompletableFuture.supplyAsync(() -> mine(since)).join();
    }

    private Flight<String> mine(String since) {
        return mine(since, false, "gen:{s}:service", "gen:{s}:endpoint:/products");
    }

    private Flight<String> mine(String since, boolean tagging, String... generations) {
        Terms terms = new Terms(
                new CacheKey(KEY, "GET", EndpointPath.parse("/")),
                PolicySet.empty(Instance.SERVICE, Revision.NONE),
                KEY,
                "",
                null,
                CachePolicy.DEFAULTS,
                since,
                List.of(generations));
        return new Flight<>(String.class, terms, tagging, now[0]);
    }
}
