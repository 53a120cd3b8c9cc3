package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductCatalogTest {
    private static final Product LAPTOP = product(1, "Laptop", "999");
    private static final Product MOUSE = product(2, "Mouse", "29");

    @TempDir
    private Path directory;

    @Test
    void aNewCatalogHasALaptopAndAMouse() throws Exception {
        try (ProductCatalog catalog = open()) {
            assertThat(catalog.all()).containsExactly(LAPTOP, MOUSE);
            assertThat(catalog.find(2)).contains(MOUSE);
            assertThat(catalog.find(3)).isEmpty();
        }
    }

    @Test
    void anUpdateChangesWhatItNamesAndIsKept() throws Exception {
        try (ProductCatalog catalog = open()) {
            assertThat(catalog.update(1, new ProductUpdate(null, Price.of(new BigDecimal("899.99")))))
                    .isTrue();
            assertThat(catalog.update(2, new ProductUpdate("Trackball", null))).isTrue();
            assertThat(catalog.update(3, new ProductUpdate("Nothing", null))).isFalse();
        }
        try (ProductCatalog catalog = open()) {
            assertThat(catalog.all()).containsExactly(product(1, "Laptop", "899.99"), product(2, "Trackball", "29"));
        }
    }

    @Test
    void aQueryTakesItsTime() throws Exception {
        try (ProductCatalog catalog = new ProductCatalog(directory, Duration.ofMillis(50))) {
            long start = System.nanoTime();
            catalog.all();
            catalog.find(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void aSlowQueryCanBeInterrupted() {
        try (ProductCatalog catalog = new ProductCatalog(directory, Duration.ofDays(1))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(catalog::all).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void severalProcessesMayOpenANewCatalogAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FirstLook.class.getName(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains("found " + List.of(LAPTOP, MOUSE));
        }
    }

    /** Opens the catalog in a process of its own, and prints it. */
    static final class FirstLook {
        public static void main(String[] directory) throws InterruptedException {
            try (ProductCatalog catalog = new ProductCatalog(Path.of(directory[0]), Duration.ZERO)) {
                System.out.println("found " + catalog.all());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous, 2", "busy_timeout, 5000"})
    void theDatabaseIsSetUpForSeveralProcessesAndForPowerCuts(String pragma, String value) throws SQLException {
        try (HikariDataSource database = ProductDatabase.open(directory);
                var connection = database.getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            assertThat(row.getString(1)).isEqualTo(value);
        }
    }

    private ProductCatalog open() {
        return new ProductCatalog(directory, Duration.ZERO);
    }

    private static Product product(long id, String name, String price) {
        return new Product(id, name, Price.of(new BigDecimal(price)));
    }
}
