package dev.cacheplane.analytics.warehouse;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A DuckDB in this process that keeps nothing itself: the data lies in files. Thread-safe; every handle is a connection of its own. */
final class DuckDb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DuckDb.class);
    private static final String MEMORY = "2GB";
    private static final Duration QUERIES_END_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final DuckDBConnection root;
    private final Jdbi jdbi;
    private final Running running = new Running();

    private DuckDb(DuckDBConnection root) {
        this.root = root;
        this.jdbi = Jdbi.create(root::duplicate).setSqlLogger(running);
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
        running.cancelAll();
        try {
            root.close();
        } catch (SQLException e) {
            LOG.warn("DuckDB does not close: {}", e.getMessage());
        }
    }

    /** Knows the statements that are being executed. */
    private static final class Running implements SqlLogger {
        private final Set<Statement> statements = ConcurrentHashMap.newKeySet();
        private final AtomicLong executed = new AtomicLong();

        @Override
        public void logBeforeExecution(StatementContext context) {
            statements.add(context.getStatement());
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

        void cancelAll() {
            long deadline = System.nanoTime() + QUERIES_END_WITHIN.toNanos();
            while (!statements.isEmpty() && System.nanoTime() - deadline < 0) {
                statements.forEach(Running::cancel);
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
