package dev.cacheplane.analytics.warehouse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rows each day has. The days from the start to {@code until} have {@code rows} together, two fifths orders and the rest events;
 * later days go on as if the shop did.
 *
 * @param until the last day when the data was first generated
 */
record DatasetPlan(long rows, LocalDate until) {
    /** The first day that there is data of. */
    static final LocalDate START = LocalDate.of(2023, 1, 1);

    private static final double SHARE_OF_ORDERS = 0.4;
    private static final int ROWS_OF_A_CUSTOMER = 40;
    private static final double CUSTOMERS_AT_THE_START = 0.15;

    /** One day: its rows, those before it, and how many customers the shop has by then. */
    record Day(
            LocalDate day,
            long orders,
            long ordersBefore,
            long events,
            long eventsBefore,
            long customers,
            double discount) {
        long rows() {
            return orders + events;
        }
    }

    DatasetPlan {
        if (until.isBefore(START)) {
            throw new IllegalArgumentException("until must not be before " + START);
        }
    }

    /** The days from one to another, both included. */
    List<Day> days(LocalDate from, LocalDate to) {
        double scale = 1 / weightUntil(until);
        long orders = Math.round(rows * SHARE_OF_ORDERS);
        long events = rows - orders;
        List<Day> days = new ArrayList<>();
        double before = weightUntil(from.minusDays(1)) * scale;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            double after = before + Seasons.weight(START, day) * scale;
            days.add(new Day(
                    day,
                    upTo(after, orders) - upTo(before, orders),
                    upTo(before, orders),
                    upTo(after, events) - upTo(before, events),
                    upTo(before, events),
                    Math.max(
                            1,
                            Math.round(customers() * (CUSTOMERS_AT_THE_START + (1 - CUSTOMERS_AT_THE_START) * after))),
                    Seasons.discount(day)));
            before = after;
        }
        return days;
    }

    private double customers() {
        return Math.max(100.0, (double) rows / ROWS_OF_A_CUSTOMER);
    }

    private static long upTo(double part, long all) {
        return Math.round(part * all);
    }

    private static double weightUntil(LocalDate last) {
        return START.datesUntil(last.plusDays(1))
                .mapToDouble(day -> Seasons.weight(START, day))
                .sum();
    }
}
