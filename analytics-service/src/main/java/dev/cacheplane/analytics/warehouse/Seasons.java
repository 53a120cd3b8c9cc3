package dev.cacheplane.analytics.warehouse;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How a shop's days differ: it grows, sells more before Christmas, less on Sundays, and most in the week of Black Friday. */
final class Seasons {
    private static final double YEARLY_GROWTH = 1.18;
    private static final double DAYS_OF_A_YEAR = 365.25;

    private Seasons() {}

    /** How busy a day is, beside an average day in the first year. */
    static double weight(LocalDate start, LocalDate day) {
        double years = ChronoUnit.DAYS.between(start, day) / DAYS_OF_A_YEAR;
        return Math.pow(YEARLY_GROWTH, years) * ofMonth(day.getMonth()) * ofWeekday(day.getDayOfWeek()) * ofSales(day);
    }

    /** The highest discount that is given on a day, as a part of the price. */
    static double discount(LocalDate day) {
        if (isInBlackFridayWeek(day)) {
            return 0.40;
        }
        return day.getMonth() == Month.JANUARY || day.getMonth() == Month.JULY ? 0.25 : 0.08;
    }

    private static double ofMonth(Month month) {
        return switch (month) {
            case JANUARY -> 0.86;
            case FEBRUARY -> 0.82;
            case MARCH -> 0.92;
            case APRIL, JUNE -> 0.95;
            case MAY -> 0.97;
            case JULY -> 0.93;
            case AUGUST -> 0.96;
            case SEPTEMBER -> 1.00;
            case OCTOBER -> 1.04;
            case NOVEMBER -> 1.22;
            case DECEMBER -> 1.38;
        };
    }

    private static double ofWeekday(DayOfWeek day) {
        return switch (day) {
            case SATURDAY -> 0.92;
            case SUNDAY -> 0.84;
            case MONDAY -> 1.10;
            default -> 1.03;
        };
    }

    private static double ofSales(LocalDate day) {
        if (isInBlackFridayWeek(day)) {
            return 1.9;
        }
        return day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 24 ? 0.6 : 1;
    }

    /** Monday to the Monday after, around the day after the fourth Thursday of November. */
    private static boolean isInBlackFridayWeek(LocalDate day) {
        LocalDate blackFriday = LocalDate.of(day.getYear(), Month.NOVEMBER, 1)
                .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY))
                .plusDays(1);
        return !day.isBefore(blackFriday.minusDays(4)) && !day.isAfter(blackFriday.plusDays(3));
    }
}
