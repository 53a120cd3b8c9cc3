package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    private static final Duration WITHIN = Duration.ofMillis(200);

    private final Breaker breaker = new Breaker();
    private long now = -Duration.ofDays(1).toNanos(); // a clock's origin is anywhere

    /** F: answered fast. S: slow. T: not answered in time. A dot: a second passes. */
    @ParameterizedTest(name = "{0} trips: {1} ({2})")
    @CsvSource({
        "T,                              no,  one is none",
        "TT,                             no,  nor are two",
        "TTT,                            yes, three in a row",
        "TTFTT,                          no,  an answer between",
        "TTSTT,                          no,  though slow",
        "T.......T.......T,              yes, in a row however long it takes",
        "SSSSSSSSSSSSSSSSSSS,            no,  too few to speak of a share",
        "SSSSSSSSSSSSSSSSSSSS,           yes, twenty",
        "FSFSFSFSFSFSFSFSFSFS,           yes, half of twenty",
        "FFFSFSFSFSFSFSFSFSFS,           no,  less than half of twenty",
        "FFFSFSFSFSFSFSFSFSFSSSS,        yes, half of more than twenty",
        "TFTFTFTFTFTFTFTFTFTFTFT,        yes, not answered in time is slow too",
        "SSSSSSSSSSSSSSS.....SSSSS,      no,  fifteen are forgotten",
        "SSSSSSSSSSSSSSS.......SSSSS,    no,  though nothing has taken their slot",
        "SSSSSSSSSSSSSSS....SSSSS,       yes, fifteen are not forgotten yet",
        "SSSSS.SSSSS.SSSSS.SSSSS,        yes, over some seconds",
        "SSSS.SSSS.SSSS.SSSS.SSS.SSSS,   no,  over too many seconds",
        "SSSSSSSSSSSSSSSSSSS.....SSSSSSSSSSSSSSSSSSSS, yes, a slot that is used again counts anew",
        "SSSSSSSSSSSSSSSSSSSF,           no,  it is slow calls that trip",
    })
    void tripsOrDoesNot(String calls, String trips, String because) {
        boolean tripped = false;
        for (int i = 0; i < calls.length(); i++) {
            tripped = after(calls.charAt(i));
        }
        assertThat(tripped).as(because).isEqualTo(trips.equals("yes"));
    }

    @Test
    void halfOfTheTimeThereIsIsNotSlowYet() {
        boolean tripped = false;
        for (int i = 0; i < 100; i++) {
            tripped |= breaker.answered(100_000_000L, WITHIN, now);
        }
        assertThat(tripped).isFalse();
    }

    @Test
    void aResetForgetsEverything() {
        after('T');
        after('T');
        for (int i = 0; i < 19; i++) {
            after('S');
        }
        after('T');
        breaker.reset();
        assertThat(after('T')).isFalse();
        assertThat(after('T')).isFalse();
        assertThat(after('S')).isFalse();
    }

    @Test
    void aProbeMustBeFastForTheCallerWhoMadeItTrip() {
        assertThat(breaker.isFast(Breaker.LENIENT)).isTrue();
        assertThat(breaker.isFast(Breaker.LENIENT.plusNanos(1))).isFalse();
        after('T');
        after('T');
        after('T');
        breaker.reset();
        assertThat(breaker.isFast(Duration.ofMillis(100))).isTrue();
        assertThat(breaker.isFast(Duration.ofMillis(101))).isFalse();
    }

    @Test
    void anImpatientCallerDoesNotKeepAFastStoreAway() {
        for (int i = 0; i < 3; i++) {
            breaker.unanswered(Duration.ofMillis(1), now);
        }
        assertThat(breaker.isFast(Breaker.STRICT)).isTrue();
    }

    private boolean after(char call) {
        return switch (call) {
            case 'F' -> breaker.answered(2_000_000L, WITHIN, now);
            case 'S' -> breaker.answered(101_000_000L, WITHIN, now);
            case 'T' -> breaker.unanswered(WITHIN, now);
            default -> {
                now += Duration.ofSeconds(1).toNanos();
                yield false;
            }
        };
    }
}
