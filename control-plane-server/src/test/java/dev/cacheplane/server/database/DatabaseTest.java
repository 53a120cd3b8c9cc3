package dev.cacheplane.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous, 2", "busy_timeout, 5000", "foreign_keys, 1"})
    void theLiveConnectionIsSetUpForDurability(String pragma, String value) {
        try (Database database = Database.open(directory)) {
            String live = database.jdbi()
                    .withHandle(handle -> handle.createQuery("pragma " + pragma)
                            .mapTo(String.class)
                            .one());

            assertThat(live).isEqualTo(value);
        }
    }

    @Test
    void aTransactionLocksTheDatabaseBeforeItReads() {
        try (Database database = Database.open(directory)) {
            Jdbi outsider = Jdbi.create("jdbc:sqlite:" + directory.resolve("control-plane.db") + "?busy_timeout=0");

            database.jdbi().useTransaction(handle -> {
                handle.createQuery("select 1").mapTo(Integer.class).one();

                assertThat(catchThrowable(() -> outsider.useHandle(other -> other.execute("begin immediate"))))
                        .hasMessageContaining("SQLITE_BUSY");
            });
        }
    }

    @Test
    void whatAKilledProcessLeftBehindIsTakenAway() throws Exception {
        Path library = directory.resolve("native").resolve("sqlite-0-libsqlitejdbc.so");
        Files.createDirectories(library.getParent());
        Files.createFile(library);

        Database.open(directory).close();

        assertThat(library).doesNotExist();
        assertThat(Path.of(System.getProperty("org.sqlite.tmpdir"))).isEqualTo(library.getParent());
    }

    @Test
    void theDirectoryIsFreeAgainOnceTheDatabaseIsClosed() {
        Database.open(directory).close();
        Database.open(directory).close();

        assertThat(directory.resolve("control-plane.db")).isNotEmptyFile();
    }
}
