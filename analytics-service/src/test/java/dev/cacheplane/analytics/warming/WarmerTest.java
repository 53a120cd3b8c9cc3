package dev.cacheplane.analytics.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmerTest {
    private static final Instant MORNING = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-23T04:30:00Z");

    private final Hands clock = new Hands();
    private final List<String> warmed = new ArrayList<>();
    private boolean cached;
    private final Warmer warmer = new Warmer(
            List.of(task("one", true), task("two", false)), () -> cached, new WarmSchedule("30 4 * * *"), clock);

    /** A clock that is set by hand. */
    private static final class Hands implements InstantSource {
        private Instant now = MORNING;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Warmer.Task task(String name, boolean wasCached) {
        return new Warmer.Task() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean warm() {
                warmed.add(name);
                return wasCached;
            }
        };
    }

    @Test
    void warmsOnceWhenThePolicySaysThatReportsAreCached() {
        warmer.look();
        assertThat(warmed).isEmpty();

        cached = true;
        warmer.look();
        warmer.look();

        assertThat(warmed).containsExactly("one", "two");
        assertThat(warmer.progress()).isEqualTo(new WarmProgress(false, 2, 1, 1, 0, MORNING, MORNING, NIGHT));
    }

    @Test
    void warmsAgainWhenCachingHasBeenOffMeanwhile() {
        cached = true;
        warmer.look();
        cached = false;
        warmer.look();
        cached = true;
        warmer.look();

        assertThat(warmed).hasSize(4);
    }

    @Test
    void warmsWhenTheScheduleSaysSo() {
        cached = true;
        warmer.look();
        warmed.clear();

        clock.now = NIGHT.minusMillis(1);
        warmer.look();
        assertThat(warmed).isEmpty();
        clock.now = NIGHT;
        warmer.look();
        warmer.look();

        assertThat(warmed).containsExactly("one", "two");
        assertThat(warmer.progress().next()).isEqualTo("2026-11-24T04:30:00Z");
    }

    @Test
    void leavesItWhereNothingIsCached() {
        warmer.look();
        clock.now = NIGHT;
        warmer.look();

        assertThat(warmed).isEmpty();
        assertThat(warmer.progress().next()).isEqualTo("2026-11-24T04:30:00Z");
    }

    @Test
    void aReportThatFailsDoesNotKeepItFromTheOthers() {
        Warmer.Task broken = new Warmer.Task() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public boolean warm() {
                throw new IllegalStateException("on purpose");
            }
        };
        Warmer other =
                new Warmer(List.of(broken, task("one", false)), () -> true, new WarmSchedule("0 0 1 1 *"), clock);

        other.look();

        assertThat(warmed).containsExactly("one");
        assertThat(other.progress())
                .extracting(WarmProgress::computed, WarmProgress::failed)
                .containsExactly(1, 1);
    }

    @Test
    void stopsWhenCachingIsSwitchedOffMeanwhile() {
        Warmer other = new Warmer(
                List.of(task("one", false), task("two", false)),
                () -> warmed.isEmpty(),
                new WarmSchedule("0 0 1 1 *"),
                clock);

        other.look();

        assertThat(warmed).containsExactly("one");
        assertThat(other.progress().running()).isFalse();
    }

    @Test
    void beginsNothingMoreWhenItIsClosed() {
        cached = true;
        warmer.close();
        warmer.look();

        assertThat(warmed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "30 4 * * *,     2026-11-23T04:30:00Z",
        "0 */6 * * *,    2026-11-22T12:00:00Z",
        "0 9 * * *,      2026-11-23T09:00:00Z",
        "15 10 * * mon,  2026-11-23T10:15:00Z",
    })
    void aScheduleIsReadAsACrontab(String cron, Instant next) {
        assertThat(new WarmSchedule(cron).next(MORNING)).contains(next);
    }
}
