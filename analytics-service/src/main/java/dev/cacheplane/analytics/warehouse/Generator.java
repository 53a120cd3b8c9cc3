package dev.cacheplane.analytics.warehouse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Makes data up, the same each time: a file for each month, the current one's until yesterday. */
final class Generator {
    /** Hears how far it is. */
    interface Progress {
        /**
         * So many rows are there.
         *
         * @param all of the rows that are to be generated this time
         */
        void generated(long rows, long all);
    }

    private static final String ORDERS = Sql.named(Generator.class, "generated-orders");
    private static final String EVENTS = Sql.named(Generator.class, "generated-events");

    private final DuckDb database;
    private final DataFiles files;
    private final DatasetPlan plan;

    Generator(DuckDb database, DataFiles files, DatasetPlan plan) {
        this.database = database;
        this.files = files;
        this.plan = plan;
    }

    /**
     * Generates the days that are missing up to and with {@code last}. Goes on where one that was killed has stopped.
     *
     * @return whether there were any
     */
    boolean generateUntil(LocalDate last, Progress progress) {
        LocalDate first = DataFiles.firstMissing(files.orders(plan));
        List<DatasetPlan.Day> days = plan.days(first, last);
        long all = days.stream().mapToLong(DatasetPlan.Day::rows).sum();
        long done = 0;
        for (LocalDate from = first; !from.isAfter(last); ) {
            LocalDate to = min(from.with(TemporalAdjusters.lastDayOfMonth()), last);
            List<DatasetPlan.Day> month = between(days, from, to);
            database.jdbi().useHandle(handle -> generate(handle, month));
            done += month.stream().mapToLong(DatasetPlan.Day::rows).sum();
            progress.generated(done, all);
            from = to.plusDays(1);
        }
        return !days.isEmpty();
    }

    private void generate(Handle handle, List<DatasetPlan.Day> days) {
        LocalDate from = days.get(0).day();
        LocalDate to = days.get(days.size() - 1).day();
        handle.execute("SET VARIABLE seed = 20230101");
        handle.execute("CREATE TEMP TABLE day AS SELECT * FROM (VALUES "
                + days.stream().map(Generator::row).collect(Collectors.joining(", "))
                + ") AS day (day, orders, orders_before, events, events_before, customers, discount)");
        // Orders last: their file says that the days are done.
        copy(handle, EVENTS + " ORDER BY happened_at", DataFiles.file(files.events(plan), from, to));
        copy(handle, ORDERS + " ORDER BY ordered_at", DataFiles.file(files.orders(plan), from, to));
    }

    private static String row(DatasetPlan.Day day) {
        return "(DATE '" + day.day() + "', " + day.orders() + ", " + day.ordersBefore() + ", " + day.events() + ", "
                + day.eventsBefore() + ", " + day.customers() + ", " + day.discount() + ")";
    }

    /** Writes the rows of a query into a file. */
    static void copy(Handle handle, String query, Path file) {
        DurableFile.write(
                file,
                unfinished -> handle.execute("COPY (" + query + ") TO " + DuckDb.quoted(unfinished.toString())
                        + " (FORMAT parquet, COMPRESSION zstd)"));
    }

    private static List<DatasetPlan.Day> between(List<DatasetPlan.Day> days, LocalDate from, LocalDate to) {
        return days.stream()
                .filter(day -> !day.day().isBefore(from) && !day.day().isAfter(to))
                .toList();
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
