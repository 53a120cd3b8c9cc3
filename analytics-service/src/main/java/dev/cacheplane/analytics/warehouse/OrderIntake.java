package dev.cacheplane.analytics.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jdbi.v3.core.Handle;

/** Writes each batch of orders into a file that is named after what is in it, so that a batch that comes again is known. */
record OrderIntake(Path directory) {
    /** Adds what is not there yet. Under the lock. */
    void add(Handle handle, List<Order> orders) {
        Path file = directory.resolve(digest(orders) + ".parquet");
        if (Files.exists(file)) {
            return;
        }
        handle.execute("CREATE TEMP TABLE incoming (ordered_at TIMESTAMP, region VARCHAR, product VARCHAR,"
                + " customer BIGINT, quantity INTEGER, cents BIGINT, order_id VARCHAR)");
        fill(handle, orders);
        Optional<String> known = handle.createQuery("SELECT order_id FROM incoming JOIN read_parquet("
                        + DataFiles.parquet(directory).stream()
                                .map(path -> DuckDb.quoted(path.toString()))
                                .collect(Collectors.joining(", ", "[", "]"))
                        + ") AS ingested USING (order_id) LIMIT 1")
                .mapTo(String.class)
                .findOne();
        if (known.isPresent()) {
            throw new KnownOrderException(known.get());
        }
        Generator.copy(handle, "FROM incoming", file);
    }

    private static void fill(Handle handle, List<Order> orders) {
        try (DuckDBAppender rows =
                handle.getConnection().unwrap(DuckDBConnection.class).createAppender("temp", "main", "incoming")) {
            for (Order order : orders) {
                rows.beginRow()
                        .append(LocalDateTime.ofInstant(order.orderedAt(), ZoneOffset.UTC))
                        .append(order.region().word())
                        .append(order.product())
                        .append(order.customer())
                        .append(order.quantity())
                        .append(order.cents())
                        .append(order.id())
                        .endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Orders cannot be written", e);
        }
    }

    private static String digest(List<Order> orders) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            orders.forEach(order -> digest.update((order + "\n").getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
