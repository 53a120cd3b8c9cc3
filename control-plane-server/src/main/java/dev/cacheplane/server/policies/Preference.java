package dev.cacheplane.server.policies;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Prefer: wait=N} asks for (RFC 7240): whole seconds, 0 to 30. A preference that is unknown, malformed or out of bounds is as
 * if it were not there. The first of several counts.
 */
final class Preference {
    private static final int LONGEST_SECONDS = 30;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String VALUE = "(?:" + TOKEN + "|" + QUOTED + ")?+";
    private static final String PARAMETER = "\\s*+;\\s*+(?:" + TOKEN + "(?:\\s*+=\\s*+" + VALUE + ")?+)?+";
    private static final Pattern ONE = Pattern.compile("\\s*+(?:(?<name>" + TOKEN + ")(?:\\s*+=\\s*+(?<value>" + VALUE
            + "))?+(?:" + PARAMETER + ")*+)?+\\s*+(?:,|$)");
    private static final Pattern SECONDS = Pattern.compile("\"?0*([0-9]{1,2})\"?");

    private Preference() {}

    /** How long to wait, if anybody asks for it. */
    static Optional<Duration> toWait(List<String> headers) {
        for (String header : headers) {
            Matcher one = ONE.matcher(header);
            while (one.lookingAt() && one.end() > one.start()) {
                if ("wait".equalsIgnoreCase(one.group("name"))) {
                    return seconds(one.group("value"));
                }
                one.region(one.end(), header.length());
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> seconds(@Nullable String value) {
        Matcher seconds = SECONDS.matcher(value == null ? "" : value);
        return seconds.matches()
                ? Optional.of(Integer.parseInt(seconds.group(1)))
                        .filter(number -> number <= LONGEST_SECONDS)
                        .map(Duration::ofSeconds)
                : Optional.empty();
    }
}
