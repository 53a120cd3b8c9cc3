package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.RedisServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What was invalidated does not come back, whatever comes between. Each interleaving is forced {@code race.rounds} times ({@code -Drace.rounds=1000}; by default 100).
 */
class ResurrectionRaceTest {
    private static final int ROUNDS = Integer.getInteger("race.rounds", 100);
    private static final int BATCH = 100;

    @Test
    void norInAnyWeather() {
        long seed = Long.getLong("race.seed", System.nanoTime());
        Verdict verdict = new Verdict();
        try (RedisServer redis = RedisServer.start();
                Arena arena = Arena.ofEngines(redis, verdict)) {
            Weather weather = new Weather(seed);
            List<Thread> nodes = Stream.of(arena.here, arena.elsewhere)
                    .map(member -> {
                        weather.over(member.between());
                        return new Thread(() -> new RandomRace(member.node(), 6, 10 * ROUNDS).run(seed));
                    })
                    .toList();
            nodes.forEach(Thread::start);
            Accidents accidents = new Accidents(arena.plain, seed);
            while (nodes.stream().anyMatch(Thread::isAlive)) {
                accidents.next();
            }
            System.out.printf(
                    "%8d  random reads judged, %d accidents, -Drace.seed=%d%n",
                    verdict.reads(), accidents.count(), seed);
        }
        assertThat(verdict.violations()).as("-Drace.seed=" + seed).isEmpty();
    }

    @Test
    void nothingThatWasInvalidatedComesBackWhateverComesBetween() {
        Verdict verdict = new Verdict();
        try (RedisServer redis = RedisServer.start();
                Arena arena = Arena.ofEngines(redis, verdict)) {
            for (Interleaving kind : Interleaving.values()) {
                for (int forced = 0; forced < ROUNDS; forced += BATCH) {
                    arena.force(kind, BATCH);
                }
            }
        }
        System.out.print(verdict);
        assertThat(verdict.violations()).isEmpty();
        assertThat(Interleaving.values())
                .allSatisfy(kind -> assertThat(verdict.timesForced(kind))
                        .as(kind.toString())
                        .isPositive());
    }
}
