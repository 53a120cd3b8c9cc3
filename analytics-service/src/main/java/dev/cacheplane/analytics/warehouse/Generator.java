package dev.cacheplane.analytics.warehouse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Makes data up, the same each time: a file for each month, or several where that is little; the current one's until yesterday. */
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

    /** Of a file with whole months: each costs some milliseconds, whatever is in it. */
    private static final long FEWEST_ROWS = 20_000;

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
        List<DatasetPlan.Day> days = plan.days(DataFiles.firstMissing(files.orders(plan)), last);
        long all = rows(days);
        long done = 0;
        for (List<DatasetPlan.Day> left = days; !left.isEmpty(); ) {
            List<DatasetPlan.Day> next = left.subList(0, daysOfNextFile(left));
            database.jdbi().useHandle(handle -> generate(handle, next));
            done += rows(next);
            progress.generated(done, all);
            left = left.subList(next.size(), left.size());
        }
        return !days.isEmpty();
    }

    private static int daysOfNextFile(List<DatasetPlan.Day> days) {
        long rows = 0;
        for (int i = 0; i < days.size(); i++) {
            rows += days.get(i).rows();
            boolean endsMonth = days.get(i).day().plusDays(1).getDayOfMonth() == 1;
            if (endsMonth && rows >= FEWEST_ROWS) {
                return i + 1;
            }
        }
        return days.size();
    }

    private static long rows(List<DatasetPlan.Day> days) {
        return days.stream().mapToLong(DatasetPlan.Day::rows).sum();
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
}
