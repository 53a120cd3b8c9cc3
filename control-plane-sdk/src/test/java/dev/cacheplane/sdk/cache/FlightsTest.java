package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightsTest {
    private static final Duration JOIN_LIMIT = Duration.ofNanos(100);

    private final Flights flights = new Flights(JOIN_LIMIT);

    @ParameterizedTest(name = "begun {0} ns ago, of {1}, by one of e-1: joined {2}")
    @CsvSource({"0, e-1, true", "99, e-1, true", "100, e-1, false", "0, e-3, false", "0, f-1, false"})
    void oneIsJoinedWhileItIsYoungAndOfTheSameSwitchingOn(long age, String since, boolean joined) {
        Flight<String> other =
                CompletableFuture.supplyAsync(() -> flight(since, 1_000)).join();
        assertThat(flights.joinOrBegin("key", other)).isEmpty();

        Flight<String> mine = flight("e-1", 1_000 + age);

        assertThat(flights.joinOrBegin("key", mine)).isEqualTo(joined ? Optional.of(other) : Optional.empty());
    }

    @Test
    void whatReplacedAnotherIsJoinedByThoseWhoCome() {
        Flight<String> before =
                CompletableFuture.supplyAsync(() -> flight("e-1", 0)).join();
        Flight<String> after =
                CompletableFuture.supplyAsync(() -> flight("e-3", 0)).join();
        assertThat(flights.joinOrBegin("key", before)).isEmpty();
        assertThat(flights.joinOrBegin("key", after)).isEmpty();

        flights.end("key", before);

        assertThat(flights.joinOrBegin("key", flight("e-3", 1))).isEqualTo(Optional.of(after));
    }

    private static Flight<String> flight(String since, long begun) {
        return new Flight<>(TypeOf.of(String.class), since, begun);
    }
}
