package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The race finds a cache that leaves out a step of the protocol: else it would say nothing of one that does not. */
class MutantsTest {
    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void end() {
        REDIS.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_LEASE_CHECK, A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION",
        "ONE_TOKEN_PER_PROCESS, A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT",
        "LEASE_NOT_TAKEN, A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION",
        "LEASE_NOT_TAKEN, A_FILL_IS_ON_ITS_WAY_DURING_AN_INVALIDATION",
        "NO_GATE, AN_INVALIDATION_IS_LOST",
        "NO_GATE, AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED",
        "NO_DETACHING, ONE_COMES_AFTER_AN_INVALIDATION_OF_ITS_PROCESS",
        "REPORTS_NOT_HEARD, ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE",
        "VALIDITY_NOT_CHECKED, REPORTS_CEASE",
        "SILENT_DELETION, ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE",
        "SILENT_DELETION, ONE_COMES_AFTER_AN_INVALIDATION_OF_METADATA_ALONE",
        "NO_GENERATION_CHECK, A_COMPUTATION_ENDS_AFTER_EVERYTHING_WAS_INVALIDATED",
        "NO_GENERATION_CHECK, A_COMPUTATION_ENDS_AFTER_ITS_ENDPOINT_WAS_INVALIDATED",
        "NO_TAG_CLOCK, A_COMPUTATION_NAMES_A_TAG_THAT_WAS_INVALIDATED_MEANWHILE",
        "SOFT_LEAVES_LEASES, A_COMPUTATION_ENDS_AFTER_A_SOFT_INVALIDATION",
        "NO_BAR, A_WRITER_DIES_AFTER_ITS_COMMIT",
        "NO_REPLAY_OF_RECENT, REDIS_RESTARTS_FROM_A_SNAPSHOT",
        "GET_AND_SET, A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION",
        "GET_AND_SET, A_COLD_KEY_IS_ASKED_FOR_BY_SEVERAL",
    })
    void aCacheThatLeavesOutAStepIsFoundOut(Mutant mutant, Interleaving kind) {
        Verdict verdict = new Verdict();
        try (Arena arena = new Arena(REDIS, verdict, mutant::build)) {
            // Where a heartbeat is late, reports are not relied on, and a mutant may get away once.
            for (int tried = 0; tried < 10 && verdict.violations().isEmpty(); tried++) {
                arena.force(kind, 5);
            }
        }
        assertThat(verdict.timesForced(kind)).as(kind.toString()).isPositive();
        assertThat(verdict.violations()).as(mutant.toString()).isNotEmpty();
    }
}
