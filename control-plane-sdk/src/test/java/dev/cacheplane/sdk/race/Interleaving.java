package dev.cacheplane.sdk.race;

import java.util.List;

/** What may come between a reader and a writer: for each odd-looking step of the protocol, what happens without it. */
enum Interleaving {
    A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION,
    A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT,
    A_FILL_IS_ON_ITS_WAY_DURING_AN_INVALIDATION,
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
    AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED,
    A_COMPUTATION_ENDS_AFTER_EVERYTHING_WAS_INVALIDATED,
    A_COMPUTATION_ENDS_AFTER_ITS_ENDPOINT_WAS_INVALIDATED,
    A_COMPUTATION_NAMES_A_TAG_THAT_WAS_INVALIDATED_MEANWHILE,
    A_COMPUTATION_ENDS_AFTER_A_SOFT_INVALIDATION,
    A_COMPUTATION_ENDS_DURING_AN_UPDATE,
    A_WRITER_DIES_AFTER_ITS_COMMIT,
    REPORTS_CEASE,
    THE_TRACKING_CONNECTION_IS_LOST,
    REDIS_RESTARTS_FROM_A_SNAPSHOT;

    /** Brings it about with each of these rows, which nobody has read yet, and judges. */
    void force(Arena arena, List<String> rows) {
        switch (this) {
            case A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION -> FillRaces.endsAfter(arena, rows);
            case A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT -> FillRaces.arrivesDuringTheNext(arena, rows);
            case A_FILL_IS_ON_ITS_WAY_DURING_AN_INVALIDATION -> FillRaces.onItsWay(arena, rows);
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
            case A_COMPUTATION_ENDS_AFTER_EVERYTHING_WAS_INVALIDATED -> GenerationRaces.everything(arena, rows);
            case A_COMPUTATION_ENDS_AFTER_ITS_ENDPOINT_WAS_INVALIDATED -> GenerationRaces.endpoint(arena, rows);
            case A_COMPUTATION_NAMES_A_TAG_THAT_WAS_INVALIDATED_MEANWHILE -> GenerationRaces.lateTag(arena, rows);
            case A_COMPUTATION_ENDS_AFTER_A_SOFT_INVALIDATION -> GenerationRaces.softly(arena, rows);
            case A_COMPUTATION_ENDS_DURING_AN_UPDATE -> UpdateRaces.during(arena, rows);
            case A_WRITER_DIES_AFTER_ITS_COMMIT -> UpdateRaces.dies(arena, rows);
            case REPORTS_CEASE -> ReportRaces.cease(arena, rows);
            case THE_TRACKING_CONNECTION_IS_LOST -> ReportRaces.trackingLost(arena, rows);
            case REDIS_RESTARTS_FROM_A_SNAPSHOT -> GateRaces.snapshot(arena, rows);
        }
    }
}
