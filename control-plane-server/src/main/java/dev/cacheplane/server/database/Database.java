package dev.cacheplane.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cacheplane.service.ConfigException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The control plane's database: SQLite in a file, opened by one process alone, written through one connection. A transaction that has
 * committed is on the disk. Thread-safe: who wants the connection waits for it.
 */
public final class Database implements AutoCloseable {
    private static final String FILE_NAME = "control-plane.db";
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final DirectoryLock lock;
    private final HikariDataSource pool;

    private Database(DirectoryLock lock, HikariDataSource pool) {
        this.lock = lock;
        this.pool = pool;
    }

    /**
     * Opens the database in a directory, and brings its tables up to date.
     *
     * @throws ConfigException naming {@code DATA_DIR} if another process has it open, or it is not a database of ours
     */
    public static Database open(Path directory) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            NativeLibrary.unpackIn(directory.resolve("native"));
            SQLiteDataSource source = sqlite(directory.resolve(FILE_NAME));
            Flyway.configure().dataSource(source).load().migrate();
            return new Database(lock, pool(source));
        } catch (FlywayException e) {
            lock.close();
            String reason =
                    String.valueOf(rootOf(e).getMessage()).lines().findFirst().orElse("");
            throw new ConfigException(List.of("DATA_DIR: " + directory.resolve(FILE_NAME)
                    + " cannot be opened as the control plane's database: " + reason));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Gives access to the tables. */
    public Jdbi jdbi() {
        return Jdbi.create(pool);
    }

    @Override
    public void close() {
        pool.close();
        lock.close();
    }

    private static SQLiteDataSource sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource pool(SQLiteDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(BUSY_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
