package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyRefreshTest {
    private static final int DRAWS = 20_000;

    private final RandomGenerator random = new Random(7);

    @Test
    void theChanceGrowsAsTheEndComesNearer() {
        // exp(-left / took): the waiting time of XFetch, with beta = 1
        assertThat(share(Duration.ofSeconds(30), Duration.ofSeconds(15))).isBetween(0.12, 0.15);
        assertThat(share(Duration.ofSeconds(15), Duration.ofSeconds(15))).isBetween(0.35, 0.39);
        assertThat(share(Duration.ofSeconds(1), Duration.ofSeconds(15))).isBetween(0.91, 0.96);
    }

    @Test
    void whatIsQuicklyComputedIsNotComputedEarly() {
        assertThat(share(Duration.ofMinutes(5), Duration.ofMillis(5))).isZero();
        assertThat(share(Duration.ofMillis(1), Duration.ZERO)).isZero();
    }

    /** Whatever stands in an entry's metadata. */
    @Test
    void aComputationThatTookForeverIsNoFault() {
        Duration forever = Duration.ofMillis(Long.MAX_VALUE);
        assertThat(share(Duration.ofMinutes(5), forever)).isOne();
        assertThat(share(forever, Duration.ofSeconds(1))).isZero();
        assertThat(EarlyRefresh.drawn(forever, random)).isPositive();
    }

    private double share(Duration left, Duration took) {
        return IntStream.range(0, DRAWS)
                        .filter(i -> EarlyRefresh.isDue(left, took, random))
                        .count()
                / (double) DRAWS;
    }
}
