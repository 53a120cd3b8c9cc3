package dev.cacheplane.products;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The file {@code products.db}, brought up to date when it is opened. Several processes may share it. */
final class ProductDatabase {
    private static final Duration WAIT_FOR_OTHER_WRITERS = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 4;

    private ProductDatabase() {}

    /** @param directory must exist */
    static HikariDataSource open(Path directory) {
        // Else a killed process leaves the driver's native library in the system's temporary directory.
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout((int) WAIT_FOR_OTHER_WRITERS.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + directory.resolve("products.db"));

        migrate(source, directory);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setPoolName("products");
        pool.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(pool);
    }

    /** One process at a time: with SQLite, Flyway does not lock by itself. */
    private static void migrate(SQLiteDataSource source, Path directory) {
        Path lock = directory.resolve("products.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // released with the channel
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:dev/cacheplane/products/migrations")
                    .load()
                    .migrate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
