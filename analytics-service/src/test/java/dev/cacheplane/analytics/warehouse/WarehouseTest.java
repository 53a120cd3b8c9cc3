package dev.cacheplane.analytics.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2024, 3, 10);
    private static final long ROWS = 50_000;

    private final List<Warehouse> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        open.forEach(Warehouse::close);
    }

    @Test
    void hasAsManyRowsAsItIsTold() {
        Warehouse warehouse = open();

        assertThat(number(warehouse, "SELECT count(*) FROM orders")).isEqualTo(20_000);
        assertThat(number(warehouse, "SELECT count(*) FROM events")).isEqualTo(30_000);
        assertThat(text(warehouse, "SELECT min(ordered_at)::DATE || ' ' || max(ordered_at)::DATE FROM orders"))
                .isEqualTo("2023-01-01 2024-03-10");
    }

    /** A figure of all values. If it changes on purpose, reports that are cached are of other data: mind the schema version. */
    @Test
    void theDataIsTheSameEverywhere() {
        assertThat(
                        text(
                                open(),
                                "SELECT sum(cents) || ' ' || bit_xor(hash(ordered_at, region, product, customer, quantity)) FROM orders"))
                .isEqualTo("666415807 9128473162506752412");
    }

    @Test
    void theSecondTimeNothingIsGenerated() {
        assertThat(open().hasGrown()).isTrue();
        assertThat(open().hasGrown()).isFalse();
    }

    @Test
    void laterDaysAreAddedAndEarlierOnesStay() {
        open();
        List<Path> before = files();

        Warehouse later = open(directory, YESTERDAY.plusDays(40));

        assertThat(later.hasGrown()).isTrue();
        assertThat(files()).containsAll(before).hasSizeGreaterThan(before.size());
        assertThat(number(later, "SELECT count(*) FROM orders WHERE ordered_at < DATE '2024-03-11'"))
                .isEqualTo(20_000);
        assertThat(number(
                        later,
                        "SELECT count(DISTINCT ordered_at::DATE) FROM orders WHERE ordered_at >= DATE '2024-03-11'"))
                .isEqualTo(40);
    }

    @Test
    void aGenerationThatWasKilledGoesOn() throws IOException {
        open();
        Path last = lastFileOfOrders();
        Files.delete(last);
        Files.writeString(last.resolveSibling(last.getFileName() + ".x.tmp"), "half a file");

        Warehouse again = open();

        assertThat(again.hasGrown()).isTrue();
        assertThat(number(again, "SELECT count(*) FROM orders")).isEqualTo(20_000);
        assertThat(number(again, "SELECT count(*) FROM events")).isEqualTo(30_000);
        assertThat(files()).contains(last).noneMatch(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void aGenerationThatWasKilledMayGoOnOnAnotherDay() throws IOException {
        open();
        Files.delete(lastFileOfOrders());

        Warehouse again = open(directory, YESTERDAY.plusDays(1));

        assertThat(number(again, "SELECT count(*) FROM orders WHERE ordered_at < DATE '2024-03-11'"))
                .isEqualTo(20_000);
        assertThat(number(again, "SELECT count(*) FROM events WHERE happened_at < DATE '2024-03-11'"))
                .isEqualTo(30_000);
    }

    @Test
    void aFileHasWholeMonthsAndNotTooFewRows() {
        open();

        assertThat(files().stream()
                        .map(file -> directory.relativize(file).toString())
                        .filter(file -> file.contains("/orders/")))
                .containsExactly(
                        "generated-50000-2024-03-10/orders/2023-01-01_2023-07-31.parquet",
                        "generated-50000-2024-03-10/orders/2023-08-01_2023-12-31.parquet",
                        "generated-50000-2024-03-10/orders/2024-01-01_2024-03-10.parquet");
    }

    @Test
    void ofSeveralProcessesOneGenerates() {
        List<CompletableFuture<Warehouse>> opening = Stream.generate(() -> CompletableFuture.supplyAsync(this::open))
                .limit(3)
                .toList();

        assertThat(opening.stream().map(CompletableFuture::join).filter(Warehouse::hasGrown))
                .hasSize(1);
    }

    @Test
    void theShopHasSeasonsAndFavourites() {
        Warehouse warehouse = open();

        assertThat(number(warehouse, "SELECT sum(cents) FROM orders WHERE month(ordered_at) = 12"))
                .isGreaterThan(number(warehouse, "SELECT 1.3 * sum(cents) FROM orders WHERE month(ordered_at) = 6"));
        assertThat(number(warehouse, "SELECT count(*) FROM orders WHERE hour(ordered_at) < 6"))
                .isLessThan(number(warehouse, "SELECT 0.1 * count(*) FROM orders"));
        assertThat(number(warehouse, "SELECT count(*) FROM orders WHERE region = 'north_america'") / 20_000.0)
                .isCloseTo(0.36, within(0.04));
        assertThat(
                        number(
                                warehouse,
                                "SELECT sum(n) FROM (SELECT count(*) AS n FROM orders GROUP BY product ORDER BY n DESC LIMIT 8)"))
                .isGreaterThan(9_000);
        assertThat(number(warehouse, "SELECT count(DISTINCT region || product) FROM orders"))
                .isGreaterThan(180);
    }

    @Test
    void ordersThatCameInAreThereForEverybodyAndForGood() {
        Warehouse one = open();
        Warehouse other = open();

        one.add(List.of(order("A-1", 2_500), order("A-2", 1_000)));

        for (Warehouse warehouse : List.of(one, other, open())) {
            assertThat(number(warehouse, "SELECT sum(cents) FROM orders WHERE order_id LIKE 'A-%'"))
                    .isEqualTo(3_500);
            assertThat(number(warehouse, "SELECT count(*) FROM orders")).isEqualTo(20_002);
        }
    }

    @Test
    void aBatchThatComesAgainIsKnown() {
        Warehouse warehouse = open();
        warehouse.add(List.of(order("A-1", 2_500)));

        warehouse.add(List.of(order("A-1", 2_500)));

        assertThat(number(warehouse, "SELECT count(*) FROM orders")).isEqualTo(20_001);
    }

    @Test
    void anOrderOfAnotherBatchIsNotTakenTwice() {
        Warehouse warehouse = open();
        warehouse.add(List.of(order("A-1", 2_500)));

        assertThatThrownBy(() -> warehouse.add(List.of(order("A-2", 1), order("A-1", 2_500))))
                .isInstanceOf(KnownOrderException.class)
                .hasMessageContaining("'A-1'");
        assertThat(number(warehouse, "SELECT count(*) FROM orders")).isEqualTo(20_001);
    }

    @Test
    void allQueriesOfASnapshotSeeTheSame() {
        Warehouse warehouse = open();

        List<Long> counts = warehouse.snapshot(handle -> {
            long before = handle.createQuery("SELECT count(*) FROM orders")
                    .mapTo(Long.class)
                    .one();
            warehouse.add(List.of(order("A-1", 2_500)));
            return List.of(
                    before,
                    handle.createQuery("SELECT count(*) FROM orders")
                            .mapTo(Long.class)
                            .one());
        });

        assertThat(counts).containsExactly(20_000L, 20_000L);
        assertThat(number(warehouse, "SELECT count(*) FROM orders")).isEqualTo(20_001);
    }

    @Test
    void closingCancelsWhatIsRunning() {
        Warehouse warehouse = open();
        CompletableFuture<Void> forever =
                CompletableFuture.runAsync(() -> warehouse.snapshot(handle -> handle.createQuery(
                                "SELECT sum(a.cents * b.cents) FROM orders a, orders b, orders c WHERE a.cents > b.cents + c.cents")
                        .mapTo(String.class)
                        .one()));
        long before = warehouse.queries();
        await().until(() -> warehouse.queries() > before || warehouse.queries() > 5);

        warehouse.close();

        assertThatThrownBy(forever::join).hasMessageContaining("Interrupt");
    }

    @Test
    void aQueryOfAnInterruptedThreadEnds() throws InterruptedException {
        Warehouse warehouse = open();
        CompletableFuture<String> query = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                query.complete(
                        text(warehouse, "SELECT sum(a.range * b.range) FROM range(1000000) a, range(10000000) b"));
            } catch (RuntimeException e) {
                query.completeExceptionally(e);
            }
        });
        long before = warehouse.queries();
        asking.start();
        await().until(() -> warehouse.queries() >= before + 5);

        asking.interrupt();

        await().until(query::isDone);
        assertThatThrownBy(query::join).hasMessageContaining("Interrupt");
        asking.join();
    }

    private Warehouse open() {
        return open(directory, YESTERDAY);
    }

    private Warehouse open(Path where, LocalDate yesterday) {
        Warehouse warehouse = Warehouse.open(where, ROWS, yesterday);
        synchronized (open) {
            open.add(warehouse);
        }
        return warehouse;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().matches(".*(parquet|tmp)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lastFileOfOrders() {
        List<Path> orders = files().stream()
                .filter(file -> file.toString().contains("/orders/"))
                .toList();
        return orders.get(orders.size() - 1);
    }

    private static Order order(String id, long cents) {
        return new Order(id, Instant.parse("2024-03-10T12:00:00Z"), Region.EUROPE, "Tablet", 7, 1, cents);
    }

    private static long number(Warehouse warehouse, String sql) {
        return warehouse
                .snapshot(handle -> handle.createQuery(sql).mapTo(Double.class).one())
                .longValue();
    }

    private static String text(Warehouse warehouse, String sql) {
        return warehouse.snapshot(handle -> handle.createQuery(sql.replace("::", "\\:\\:"))
                .mapTo(String.class)
                .one());
    }
}
