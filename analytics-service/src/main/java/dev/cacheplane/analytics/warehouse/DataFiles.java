package dev.cacheplane.analytics.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where data lies below a directory:
 *
 * <pre>
 * generated-5000000-2026-11-21/     so many rows until this day, and whatever days came later
 *     orders/2023-01-01_2023-01-31.parquet
 *     events/2023-01-01_2023-01-31.parquet
 * ingested/                         one file for each batch of orders
 * </pre>
 *
 * A file never changes, and none is taken away: a query that has begun can end.
 */
record DataFiles(Path directory) {
    private static final String PARQUET = ".parquet";
    private static final String UNFINISHED = ".tmp";
    private static final String GENERATED = "generated-";

    /** The plan by which so many rows were generated here before, or are to be by now. */
    DatasetPlan plan(long rows, LocalDate yesterday) {
        String prefix = GENERATED + rows + "-";
        return list(directory)
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith(prefix))
                .map(name -> new DatasetPlan(rows, LocalDate.parse(name.substring(prefix.length()))))
                .findFirst()
                .orElseGet(() -> new DatasetPlan(rows, yesterday));
    }

    Path orders(DatasetPlan plan) {
        return generated(plan).resolve("orders");
    }

    Path events(DatasetPlan plan) {
        return generated(plan).resolve("events");
    }

    /** The files of events whose days are done: those that orders have a file of, too. Others are of a generation that was killed. */
    List<Path> finishedEvents(DatasetPlan plan) {
        return parquet(orders(plan)).stream()
                .map(file -> events(plan).resolve(file.getFileName()))
                .toList();
    }

    Path ingested() {
        return directory.resolve("ingested");
    }

    private Path generated(DatasetPlan plan) {
        return directory.resolve(GENERATED + plan.rows() + "-" + plan.until());
    }

    /** The file of these days. */
    static Path file(Path directory, LocalDate from, LocalDate to) {
        return directory.resolve(from + "_" + to + PARQUET);
    }

    /** The first day that there is no file of. */
    static LocalDate firstMissing(Path directory) {
        return parquet(directory).stream()
                .map(file -> file.getFileName().toString().replace(PARQUET, "").split("_", -1)[1])
                .map(LocalDate::parse)
                .reduce(DatasetPlan.START.minusDays(1), (one, other) -> one.isAfter(other) ? one : other)
                .plusDays(1);
    }

    /** The data files in a directory, by name. */
    static List<Path> parquet(Path directory) {
        return list(directory)
                .filter(file -> file.getFileName().toString().endsWith(PARQUET))
                .sorted()
                .toList();
    }

    /** Makes the directories, and clears away what a process that was killed has left. Under the lock. */
    void prepare(DatasetPlan plan) {
        for (Path needed : List.of(orders(plan), events(plan), ingested())) {
            try {
                Files.createDirectories(needed);
                for (Path file : list(needed).toList()) {
                    if (file.getFileName().toString().endsWith(UNFINISHED)) {
                        Files.delete(file);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
