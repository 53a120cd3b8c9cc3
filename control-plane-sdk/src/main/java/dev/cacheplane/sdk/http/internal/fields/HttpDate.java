package dev.cacheplane.sdk.http.internal.fields;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates of HTTP in their three forms (RFC 9110, section 5.6.7), without regard to case as RFC 9111, section 4.2, wants it.
 * Any other form, and any zone but GMT, is no date.
 */
public final class HttpDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
    private static final String LONG_DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
    private static final String MONTH = "(?<month>[a-z]{3})";

    private static final Pattern NOW =
            Pattern.compile(DAY + ", (?<day>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " gmt");
    private static final Pattern RFC_850 =
            Pattern.compile(LONG_DAY + ", (?<day>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) " + TIME + " gmt");
    private static final Pattern ASCTIME =
            Pattern.compile(DAY + " " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})");

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /**
     * The moment; empty if the text is no date.
     *
     * @param now by which a year of two digits is told: the latest one not more than fifty years ahead
     */
    public static Optional<Instant> parse(String text, Instant now) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Pattern form : List.of(NOW, RFC_850, ASCTIME)) {
            Matcher date = form.matcher(lower);
            if (date.matches()) {
                return moment(date, form == RFC_850 ? now : null);
            }
        }
        return Optional.empty();
    }

    /** The moment that a field names, if it stands there once and is a date. */
    public static Optional<Instant> in(FieldSource fields, String name, Instant now) {
        return fields.only(name).flatMap(value -> parse(value, now));
    }

    /** As it is written today. */
    public static String format(Instant moment) {
        return FORMAT.format(moment);
    }

    private static Optional<Instant> moment(Matcher date, @Nullable Instant now) {
        int second = number(date, "second");
        boolean leap = second == 60;
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(date, "year"),
                    MONTHS.indexOf(date.group("month")) + 1,
                    number(date, "day"),
                    number(date, "hour"),
                    number(date, "minute"),
                    leap ? 59 : second);
            Instant moment = (now == null ? time : inCentury(time, now)).toInstant(ZoneOffset.UTC);
            return Optional.of(leap ? moment.plusSeconds(1) : moment);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime inCentury(LocalDateTime time, Instant now) {
        LocalDateTime horizon = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(50);
        LocalDateTime guess = time.withYear(horizon.getYear() / 100 * 100 + time.getYear());
        return guess.isAfter(horizon) ? guess.minusYears(100) : guess;
    }

    private static int number(Matcher date, String part) {
        return Integer.parseInt(date.group(part).strip());
    }
}
