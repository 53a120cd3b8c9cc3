package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    @ParameterizedTest(name = "after {0} failures at most {1} ms")
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 4000", "1000000, 4000"})
    void afterFailuresAnythingUpToABoundThatDoubles(int failures, long most) {
        Random random = new Random(failures);
        assertThat(Stream.generate(() -> Pauses.afterFailures(failures, LONGEST, random))
                        .limit(1_000))
                .allMatch(pause -> !pause.isNegative() && pause.toMillis() <= most)
                .anyMatch(pause -> pause.toMillis() < most / 10)
                .anyMatch(pause -> pause.toMillis() > most * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource({"500, 400, 600", "180000, 144000, 216000"})
    void aroundAMeanIsAFifthOfItLessOrMore(long mean, long least, long most) {
        Random random = new Random(mean);
        assertThat(Stream.generate(() -> Pauses.around(Duration.ofMillis(mean), random))
                        .limit(1_000))
                .allMatch(pause -> pause.toMillis() >= least && pause.toMillis() <= most)
                .anyMatch(pause -> pause.toMillis() < mean * 9 / 10)
                .anyMatch(pause -> pause.toMillis() > mean * 11 / 10);
    }
}
