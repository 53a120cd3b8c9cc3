package dev.cacheplane.sdk.race;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database in this process, which others reach through {@link RowsServer}. */
final class Rows implements Database {
    private final long bound;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Invalidated(long version, long at) {}

    /** @param bound how long after an invalidation has returned it must hold in every process */
    Rows(Duration bound) {
        this.bound = bound.toNanos();
    }

    private static final class Row {
        private final ArrayDeque<Invalidated> recent = new ArrayDeque<>();
        private long version;
        private long settled;

        synchronized long version() {
            return version;
        }

        synchronized long update() {
            return ++version;
        }

        synchronized void invalidated(long version) {
            recent.add(new Invalidated(version, System.nanoTime()));
        }

        synchronized long settled(long bound) {
            long now = System.nanoTime();
            while (!recent.isEmpty() && now - recent.element().at() >= bound) {
                settled = Math.max(settled, recent.remove().version());
            }
            return settled;
        }
    }

    @Override
    public long read(String row) {
        return row(row).version();
    }

    @Override
    public long update(String row) {
        return row(row).update();
    }

    @Override
    public void invalidated(String row, long version) {
        row(row).invalidated(version);
    }

    @Override
    public long settled(String row) {
        return row(row).settled(bound);
    }

    private Row row(String name) {
        return rows.computeIfAbsent(name, absent -> new Row());
    }
}
