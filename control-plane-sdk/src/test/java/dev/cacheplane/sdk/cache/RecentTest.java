package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentTest {
    private static final Purge A = new Purge.Entry("a", false);
    private static final Purge B = new Purge.Entry("b", false);
    private static final Purge C = new Purge.Entry("c", true);

    private long now;
    private final Recent recent = new Recent(2, () -> now);

    @Test
    void itTellsWhatWasAcknowledgedWithinATime() {
        after(0, A);
        after(10, B);
        after(10, A);
        assertThat(recent.within(Duration.ofSeconds(0))).containsExactly(A);
        assertThat(recent.within(Duration.ofSeconds(10))).containsExactly(B, A);
        assertThat(recent.reachesBack(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void itReachesBackToItsOwnBeginning() {
        now += Duration.ofMinutes(5).toNanos();
        assertThat(recent.reachesBack(Duration.ofMinutes(5))).isTrue();
        assertThat(recent.reachesBack(Duration.ofMinutes(5).plusNanos(1))).isFalse();
    }

    @Test
    void whatDidNotFitLimitsHowFarItReaches() {
        after(100, A);
        after(10, B);
        after(10, C);
        assertThat(recent.within(Duration.ofHours(1))).containsExactly(B, C);
        assertThat(recent.reachesBack(Duration.ofSeconds(19))).isTrue();
        assertThat(recent.reachesBack(Duration.ofSeconds(20))).isFalse();
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        after(0, A);
        after(3_601, B);
        assertThat(recent.within(Duration.ofDays(1))).containsExactly(B);
        assertThat(recent.reachesBack(Duration.ofHours(1))).isTrue();
        assertThat(recent.reachesBack(Duration.ofSeconds(3_601))).isFalse();
    }

    private void after(long seconds, Purge purge) {
        now += Duration.ofSeconds(seconds).toNanos();
        recent.add(purge);
    }
}
