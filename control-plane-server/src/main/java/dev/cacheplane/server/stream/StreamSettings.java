package dev.cacheplane.server.stream;

import dev.cacheplane.service.Environment;
import java.time.Duration;

/**
 * The bounds of streams.
 *
 * @param most how many there may be at a time: {@code MAX_STREAMS}
 * @param heartbeat the time between two heartbeats
 * @param stalled a client that takes nothing for so long, while there is something for it, is cut off
 */
public record StreamSettings(int most, Duration heartbeat, Duration stalled) {
    private static final String MAX_STREAMS = "MAX_STREAMS";
    private static final int MOST_CONFIGURABLE = 1_000_000;

    /** 4,000 streams, a heartbeat every 5 seconds, cut off after 15 seconds. */
    public static StreamSettings ofDefaults() {
        return new StreamSettings(4_000, Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /** The defaults, but for what the environment says. */
    public static StreamSettings from(Environment environment) {
        StreamSettings defaults = ofDefaults();
        int most = environment.parsed(MAX_STREAMS, defaults.most(), StreamSettings::count);
        return new StreamSettings(most, defaults.heartbeat(), defaults.stalled());
    }

    private static int count(String text) {
        if (text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= MOST_CONFIGURABLE) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "must be a whole number from 0 to " + MOST_CONFIGURABLE + ", not '" + text + "'");
    }
}
