package dev.cacheplane.analytics.reports;

import dev.cacheplane.analytics.warehouse.Region;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What was said about a report, and what was left to the defaults: the last month, the whole world.
 *
 * @param source gives a parameter's text, if it was said, and notes what is wrong with it
 * @param today in UTC
 */
record ReportParameters(Source source, LocalDate today) {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Where parameters stand: in a URL, or in a JSON object. */
    interface Source {
        /** The parameter as it was said, through {@code parse}; empty if it was not said, or not so that it can be parsed. */
        <T> Optional<T> parameter(String name, String expected, Function<String, T> parse);

        /** Notes what is wrong with a parameter beside the others. */
        void fault(String name, String detail);
    }

    /** The report that is asked for; of no use if faults were noted. */
    ReportQuery query(ReportType type) {
        return switch (type) {
            case SALES ->
                new SalesQuery(
                        range(),
                        source.parameter(ReportType.REGION, "a region", Region::of)
                                .orElse(Region.GLOBAL));
            case USERS -> new UsersQuery(range());
        };
    }

    private DateRange range() {
        DateRange usual = DateRange.lastMonth(today);
        Optional<LocalDate> start = day(ReportType.START_DATE);
        Optional<LocalDate> end = day(ReportType.END_DATE);
        try {
            return new DateRange(start.orElse(usual.start()), end.orElse(usual.end()));
        } catch (IllegalArgumentException e) {
            source.fault(ReportType.END_DATE, String.valueOf(e.getMessage()));
            return usual;
        }
    }

    private Optional<LocalDate> day(String name) {
        return source.parameter(name, "a date like 2023-01-31", ReportParameters::parseDay);
    }

    private static LocalDate parseDay(String text) {
        if (!DAY.matcher(text).matches()) {
            throw new DateTimeException("not a date");
        }
        return LocalDate.parse(text);
    }
}
