package dev.cacheplane.sdk.policy;

import java.time.Duration;

/**
 * How long delivery waits for what. Tests are in more of a hurry.
 *
 * @param poll between two polls while there is no stream
 * @param net between two polls while there is one
 * @param silence after which a stream is taken for dead: three heartbeats
 * @param longestPause between two attempts to get a stream, and the longest that a goodbye may ask for
 * @param refused between two attempts where the control plane does not accept our token
 * @param moment in which a stream may still bring what a heartbeat has announced
 * @param report between two reports while nothing changes
 * @param tick between two looks at the clock
 */
record Timing(
        Duration poll,
        Duration net,
        Duration silence,
        Duration longestPause,
        Duration refused,
        Duration moment,
        Duration report,
        Duration tick) {
    static final Timing DEFAULTS = new Timing(
            Duration.ofMillis(500),
            Duration.ofMinutes(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(4),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(500));
}
