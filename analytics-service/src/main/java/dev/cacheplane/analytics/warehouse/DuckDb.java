package dev.cacheplane.analytics.warehouse;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A DuckDB in this process that keeps nothing itself: the data lies in files. Whose thread is interrupted gets an exception soon. Thread-safe; every handle is a connection of its own. */
final class DuckDb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DuckDb.class);
    private static final String MEMORY = "2GB";
    private static final Duration QUERIES_END_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration BETWEEN_LOOKS_FOR_INTERRUPTS = Duration.ofMillis(100);

    private final DuckDBConnection root;
    private final Jdbi jdbi;
    private final Running running = new Running();
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "duckdb-interrupts");
        thread.setDaemon(true);
        return thread;
    });

    private DuckDb(DuckDBConnection root) {
        this.root = root;
        this.jdbi = Jdbi.create(root::duplicate).setSqlLogger(running);
        long pause = BETWEEN_LOOKS_FOR_INTERRUPTS.toMillis();
        var unused = watching.scheduleWithFixedDelay(running::cancelOfInterrupted, pause, pause, MILLISECONDS);
    }

    /** @param spill a directory for what does not fit into memory; made when it is needed */
    static DuckDb open(Path spill) {
        try {
            DuckDBConnection root = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            NativeLibrary.deleteUnpacked();
            try (Statement setting = root.createStatement()) {
                setting.execute("SET memory_limit = '" + MEMORY + "'");
                setting.execute("SET temp_directory = " + quoted(spill.toString()));
                setting.execute("SET preserve_insertion_order = false");
            }
            return new DuckDb(root);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not open", e);
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** How many statements have been executed so far. */
    long executed() {
        return running.executed.get();
    }

    /** A text as it stands in SQL. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Cancels what is running; the driver must not be closed under a query. */
    @Override
    public void close() {
        watching.shutdownNow();
        running.cancelAll();
        try {
            root.close();
        } catch (SQLException e) {
            LOG.warn("DuckDB does not close: {}", e.getMessage());
        }
    }

    /** Knows the statements that are being executed. */
    private static final class Running implements SqlLogger {
        private final Map<Statement, Thread> statements = new ConcurrentHashMap<>();
        private final AtomicLong executed = new AtomicLong();

        @Override
        public void logBeforeExecution(StatementContext context) {
            statements.put(context.getStatement(), Thread.currentThread());
            executed.incrementAndGet();
        }

        @Override
        public void logAfterExecution(StatementContext context) {
            statements.remove(context.getStatement());
        }

        @Override
        public void logException(StatementContext context, SQLException e) {
            statements.remove(context.getStatement());
        }

        /** The driver's native code knows nothing of interrupts: what nobody waits for any more would go on. */
        void cancelOfInterrupted() {
            statements.forEach((statement, thread) -> {
                if (thread.isInterrupted()) {
                    cancel(statement);
                }
            });
        }

        void cancelAll() {
            long deadline = System.nanoTime() + QUERIES_END_WITHIN.toNanos();
            while (!statements.isEmpty() && System.nanoTime() - deadline < 0) {
                statements.keySet().forEach(Running::cancel);
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }

        private static void cancel(Statement statement) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("A statement that ends while it is cancelled", e);
            }
        }
    }
}
