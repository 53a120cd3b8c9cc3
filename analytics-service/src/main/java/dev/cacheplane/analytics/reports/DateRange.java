package dev.cacheplane.analytics.reports;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/** Days from one to another, both included, in UTC. */
record DateRange(LocalDate start, LocalDate end) {
    static final int MOST_YEARS = 10;

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the end is before the start, or more than ten years later
     */
    DateRange {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("must not be before startDate");
        }
        if (!end.isBefore(start.plusYears(MOST_YEARS))) {
            throw new IllegalArgumentException("must be within " + MOST_YEARS + " years of startDate");
        }
    }

    /** The last month that was over on this day. */
    static DateRange lastMonth(LocalDate today) {
        YearMonth month = YearMonth.from(today).minusMonths(1);
        return new DateRange(month.atDay(1), month.atEndOfMonth());
    }

    /** Its first moment. */
    LocalDateTime from() {
        return start.atStartOfDay();
    }

    /** The first moment after it. */
    LocalDateTime until() {
        return end.plusDays(1).atStartOfDay();
    }

    /** The first moment after the same days of the year before: where it would be the 29th of February of a year that has none, the 1st of March. */
    LocalDateTime untilYearBefore() {
        LocalDate dayAfter = end.plusDays(1);
        LocalDate yearBefore = dayAfter.minusYears(1);
        boolean clamped = yearBefore.getDayOfMonth() != dayAfter.getDayOfMonth();
        return (clamped ? yearBefore.plusDays(1) : yearBefore).atStartOfDay();
    }
}
