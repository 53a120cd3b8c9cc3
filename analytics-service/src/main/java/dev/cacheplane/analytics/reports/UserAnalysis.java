package dev.cacheplane.analytics.reports;

import dev.cacheplane.analytics.warehouse.Sql;
import dev.cacheplane.analytics.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Computes reports on users. */
record UserAnalysis(Warehouse warehouse, InstantSource clock) {
    private static final String SESSIONS = Sql.named(UserAnalysis.class, "user-sessions");
    private static final String COHORTS = Sql.named(UserAnalysis.class, "user-cohorts");
    private static final int MONTHS = 12;

    /** How many users of one cohort came so many months later. */
    private record Returned(LocalDate cohort, int monthsLater, long users) {}

    UserReport compute(UsersQuery query) {
        return warehouse.snapshot(handle -> {
            Instant now = clock.instant();
            DateRange range = query.range();
            return handle.createQuery(SESSIONS)
                    .bind("from", range.from())
                    .bind("until", range.until())
                    .map((row, context) -> new UserReport(
                            range.start(), range.end(), sessions(row), funnel(row), cohorts(handle, range), now))
                    .one();
        });
    }

    private static UserReport.Sessions sessions(ResultSet row) throws SQLException {
        long sessions = row.getLong("sessions");
        return new UserReport.Sessions(
                sessions,
                row.getLong("users"),
                BigDecimal.valueOf(row.getDouble("events_per_session")).setScale(2, RoundingMode.HALF_UP),
                Math.round(row.getDouble("average_seconds")),
                Math.round(row.getDouble("median_seconds")),
                share(row.getLong("bounces"), sessions));
    }

    private static List<UserReport.Stage> funnel(ResultSet row) throws SQLException {
        List<UserReport.Stage> funnel = new ArrayList<>();
        long previous = row.getLong("sessions");
        for (String stage : List.of("sessions", "saw_product", "filled_cart", "checked_out", "purchased")) {
            long reached = row.getLong(stage);
            String name = stage.equals("sessions") ? "visited" : stage;
            funnel.add(new UserReport.Stage(name, reached, share(reached, previous)));
            previous = reached;
        }
        return funnel;
    }

    private static List<UserReport.Cohort> cohorts(Handle handle, DateRange range) {
        LocalDateTime first =
                YearMonth.from(range.end()).minusMonths(MONTHS - 1L).atDay(1).atStartOfDay();
        Map<LocalDate, long[]> returned = new TreeMap<>();
        handle.createQuery(COHORTS)
                .bind("until", range.until())
                .bind("first_cohort", first)
                .map((row, context) -> new Returned(
                        row.getObject("cohort", LocalDate.class), row.getInt("months_later"), row.getLong("users")))
                .forEach(some -> returned.computeIfAbsent(some.cohort(), cohort -> new long[months(cohort, range)])[
                                some.monthsLater()] =
                        some.users());
        return returned.entrySet().stream()
                .map(cohort -> {
                    long users = cohort.getValue()[0];
                    return new UserReport.Cohort(
                            cohort.getKey(),
                            users,
                            Arrays.stream(cohort.getValue())
                                    .mapToObj(came -> share(came, users))
                                    .toList());
                })
                .toList();
    }

    /** From a cohort's month to the last one of the range, both included. */
    private static int months(LocalDate cohort, DateRange range) {
        return (int) ChronoUnit.MONTHS.between(YearMonth.from(cohort), YearMonth.from(range.end())) + 1;
    }

    private static BigDecimal share(long part, long whole) {
        return Figures.share(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }
}
