package dev.cacheplane.benchmarks.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is what it is said to be: a hit of an entry that is there, a miss of one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContenderTest {
    private static final double KILOBYTES = 6;

    private RedisServer redis;

    @BeforeAll
    void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Contest.class,
            names = {"BYTES", "HITS", "NEAR"})
    void everyLibraryOfAContestHitsWhatIsThereAndMissesWhatIsNot(Contest contest) {
        for (Library library : contest.libraries()) {
            try (Contender contender = library.open(redis.port(), Values.of(contest.form(), KILOBYTES))) {
                contender.missAndFill(1);
                assertThatThrownBy(() -> contender.missAndFill(1)).isInstanceOf(IllegalStateException.class);
                contender.invalidate(1);
                contender.prepare(1);
                contender.hit(1);
                contender.invalidate(1);
                assertThatThrownBy(() -> contender.hit(1))
                        .as(library.label())
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }
}
