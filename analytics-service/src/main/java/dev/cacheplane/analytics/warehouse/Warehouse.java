package dev.cacheplane.analytics.warehouse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop's orders and its visitors' events: made-up ones from January 2023 on, and the orders that came in. Several processes may share a
 * directory; all see what any of them adds. Knows nothing of caching. Thread-safe.
 */
public final class Warehouse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);
    private static final String SCHEMA = Sql.named(Warehouse.class, "schema");
    private static final String NO_ORDERS = Sql.named(Warehouse.class, "no-orders");

    private final DuckDb database;
    private final DataFiles files;
    private final DatasetPlan plan;
    private final WarehouseLock lock;
    private final OrderIntake intake;
    private final Set<String> products;
    private boolean grown;

    private Warehouse(Path directory, DuckDb database, long rows, LocalDate yesterday) {
        this.database = database;
        this.files = new DataFiles(directory);
        this.plan = files.plan(rows, yesterday);
        this.lock = new WarehouseLock(directory);
        this.intake = new OrderIntake(files.ingested());
        database.jdbi().useHandle(handle -> handle.createScript(SCHEMA).executeAsSeparateStatements());
        this.products = Set.copyOf(database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT name FROM product")
                        .mapTo(String.class)
                        .list()));
    }

    /**
     * Opens the warehouse in a directory. The first time that takes a while: a second or two for a million rows.
     *
     * @param directory must exist, and be on a local disk
     * @param rows how many orders and events there are to be in all
     * @param yesterday the last day to have data of
     */
    public static Warehouse open(Path directory, long rows, LocalDate yesterday) {
        DuckDb database = DuckDb.open(directory.resolve("spill"));
        try {
            Warehouse warehouse = new Warehouse(directory, database, rows, yesterday);
            warehouse.fill(yesterday);
            return warehouse;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void fill(LocalDate yesterday) {
        grown = lock.holding(() -> {
            files.prepare(plan);
            Path none = files.ingested().resolve("none.parquet");
            if (DataFiles.parquet(files.ingested()).isEmpty()) {
                database.jdbi().useHandle(handle -> Generator.copy(handle, NO_ORDERS, none));
            }
            return new Generator(database, files, plan).generateUntil(yesterday, new ProgressBar(LOG::info));
        });
    }

    /** Whether opening has added days that were not there before. */
    public boolean hasGrown() {
        return grown;
    }

    /** The names of all products. */
    public Set<String> products() {
        return products;
    }

    /** How many statements the database has executed so far. */
    public long queries() {
        return database.executed();
    }

    /**
     * Asks for what is there now, with as many queries as it takes: all of them see the same {@code orders} and {@code events}, whatever comes in
     * meanwhile.
     */
    public <T> T snapshot(HandleCallback<T, RuntimeException> queries) {
        return database.jdbi().withHandle(handle -> {
            look(
                    handle,
                    "order_files",
                    Stream.of(files.orders(plan), files.ingested())
                            .map(DataFiles::parquet)
                            .flatMap(List::stream)
                            .toList());
            look(handle, "event_files", files.finishedEvents(plan));
            handle.execute("CREATE TEMP VIEW orders AS FROM read_parquet(getvariable('order_files'))");
            handle.execute("CREATE TEMP VIEW events AS FROM read_parquet(getvariable('event_files'))");
            return queries.withHandle(handle);
        });
    }

    /**
     * Adds orders; they are on the disk when this returns. The same batch once more changes nothing, so that whoever got no answer may send it again.
     *
     * @throws KnownOrderException if there is an order of the same id already, of another batch; then none of these is added
     */
    public void add(Collection<Order> orders) {
        var unused = lock.holding(() -> database.jdbi().withHandle(handle -> {
            intake.add(handle, List.copyOf(orders));
            return true;
        }));
    }

    /** How many batches of orders have come in, in whatever process: it grows in the moment in which queries begin to see them. Looks into a directory. */
    public long batches() {
        return DataFiles.parquet(files.ingested()).size();
    }

    /** Cancels the queries that are running; whoever asks for them gets an exception. */
    @Override
    public void close() {
        database.close();
    }

    private static void look(Handle handle, String variable, List<Path> files) {
        handle.execute("SET VARIABLE " + variable + " = "
                + files.stream()
                        .map(file -> DuckDb.quoted(file.toString()))
                        .collect(Collectors.joining(", ", "[", "]")));
    }
}
