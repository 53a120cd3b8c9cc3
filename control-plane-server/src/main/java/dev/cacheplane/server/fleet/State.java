package dev.cacheplane.server.fleet;

import java.time.Duration;

/** How an instance stands to its service's current set. */
enum State {
    /** Its requests obey the current set. */
    APPLIED,
    /** Not yet, and the change is young. */
    BEHIND,
    /** Not yet, and it should by now. */
    LAGGING,
    /** It has said nothing for so long that it has probably ended. */
    GONE;

    static final Duration LAGGING_AFTER = Duration.ofSeconds(2);
    static final Duration GONE_AFTER = Duration.ofSeconds(15);

    /**
     * @param sinceReport how long ago it last reported
     * @param isCurrent whether it reported the current set then
     * @param sinceChange how long the current set has been the current one
     */
    static State of(Duration sinceReport, boolean isCurrent, Duration sinceChange) {
        if (sinceReport.compareTo(GONE_AFTER) >= 0) {
            return GONE;
        }
        if (isCurrent) {
            return APPLIED;
        }
        return sinceChange.compareTo(LAGGING_AFTER) >= 0 ? LAGGING : BEHIND;
    }
}
