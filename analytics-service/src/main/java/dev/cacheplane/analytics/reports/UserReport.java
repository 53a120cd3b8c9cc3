package dev.cacheplane.analytics.reports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How users behaved, as it stands in JSON and in the cache.
 *
 * @param funnel the stages of a visit in their order
 * @param cohorts of the twelve months that end with the range
 * @param computedAt when the database was asked
 */
record UserReport(
        LocalDate startDate,
        LocalDate endDate,
        Sessions sessions,
        List<Stage> funnel,
        List<Cohort> cohorts,
        Instant computedAt) {
    /**
     * Visits of the range. One ends with 30 minutes of silence.
     *
     * @param bounceRate the part of the sessions that had one event only
     */
    record Sessions(
            long count,
            long users,
            BigDecimal eventsPerSession,
            long averageSeconds,
            long medianSeconds,
            BigDecimal bounceRate) {}

    /**
     * How many sessions came so far.
     *
     * @param ofPrevious as a part of those that came to the stage before
     */
    record Stage(String stage, long sessions, BigDecimal ofPrevious) {}

    /**
     * The users whose first visit was in a month.
     *
     * @param retention the part of them that came in that month (all of them), in the one after it, and so on
     */
    record Cohort(LocalDate month, long users, List<BigDecimal> retention) {}
}
