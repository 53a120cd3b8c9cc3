package dev.cacheplane.sdk.race;

import java.util.List;

/** What may come between a reader and a writer: for each odd-looking step of the protocol, what happens without it. */
enum Interleaving {
    A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION,
    A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT,
    A_LEASE_EXPIRES_DURING_A_COMPUTATION,
    ANOTHER_FILLS_BETWEEN_READING_AND_ACQUIRING,
    ONE_COMES_AFTER_AN_INVALIDATION_OF_ITS_PROCESS,
    ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE,
    ONE_COMES_AFTER_AN_INVALIDATION_OF_METADATA_ALONE,
    A_COLD_KEY_IS_ASKED_FOR_BY_SEVERAL,
    AN_INVALIDATION_COMES_BEFORE_WHAT_WAS_READ,
    EVERYTHING_IS_FLUSHED_BEFORE_WHAT_WAS_READ,
    AN_INVALIDATION_IS_LOST,
    AN_INVALIDATIONS_ANSWER_IS_LOST,
    AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED;

    /** Brings it about with each of these rows, which nobody has read yet, and judges. */
    void force(Arena arena, List<String> rows) {
        switch (this) {
            case A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION -> FillRaces.endsAfter(arena, rows);
            case A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT -> FillRaces.arrivesDuringTheNext(arena, rows);
            case A_LEASE_EXPIRES_DURING_A_COMPUTATION -> FillRaces.leaseExpires(arena, rows);
            case ANOTHER_FILLS_BETWEEN_READING_AND_ACQUIRING -> FillRaces.anotherFills(arena, rows);
            case ONE_COMES_AFTER_AN_INVALIDATION_OF_ITS_PROCESS -> FlightRaces.comesAfterHere(arena, rows);
            case ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE -> FlightRaces.comesAfterElsewhere(arena, rows);
            case ONE_COMES_AFTER_AN_INVALIDATION_OF_METADATA_ALONE -> FlightRaces.metadataAlone(arena, rows);
            case A_COLD_KEY_IS_ASKED_FOR_BY_SEVERAL -> FlightRaces.cold(arena, rows);
            case AN_INVALIDATION_COMES_BEFORE_WHAT_WAS_READ -> NearRaces.invalidatedAfterReading(arena, rows);
            case EVERYTHING_IS_FLUSHED_BEFORE_WHAT_WAS_READ -> NearRaces.flushedAfterReading(arena, rows);
            case AN_INVALIDATION_IS_LOST -> GateRaces.requestLost(arena, rows);
            case AN_INVALIDATIONS_ANSWER_IS_LOST -> GateRaces.answerLost(arena, rows);
            case AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED -> GateRaces.passedBefore(arena, rows);
        }
    }
}
