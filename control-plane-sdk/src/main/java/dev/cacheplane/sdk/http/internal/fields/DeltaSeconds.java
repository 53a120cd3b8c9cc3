package dev.cacheplane.sdk.http.internal.fields;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whole seconds as fields write them (RFC 9111, section 1.2.2). */
public final class DeltaSeconds {
    /** What larger numbers count as. */
    public static final Duration MOST = Duration.ofSeconds(1L << 31);

    /** More digits than {@link #MOST} has, and still a {@code long}. */
    private static final int DIGITS = 18;

    private DeltaSeconds() {}

    /** The duration; empty if the text is not a number without sign and fraction. */
    public static Optional<Duration> parse(String text) {
        if (!Grammar.isDigits(text)) {
            return Optional.empty();
        }
        String significant = text.replaceFirst("^0+(?=.)", "");
        return Optional.of(
                significant.length() > DIGITS ? MOST : atMost(Duration.ofSeconds(Long.parseLong(significant))));
    }

    static Duration atMost(Duration duration) {
        return duration.compareTo(MOST) > 0 ? MOST : duration;
    }

    /** What an {@code Age} says (RFC 9111, section 5.1): its first member; zero if that is no number, or there is none. */
    public static Duration age(FieldSource response) {
        List<String> members = FieldList.members(response.values("age"));
        return members.isEmpty() ? Duration.ZERO : parse(members.get(0)).orElse(Duration.ZERO);
    }
}
