package dev.cacheplane.sdk.race;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * A process that reads and writes rows through its cache, and judges what it reads: after an invalidation has returned here, no reader that begins later may get an
 * older version; nor may one that begins the bound after an invalidation has returned elsewhere. Shares nothing with other nodes but the database and Redis.
 */
final class Node implements AutoCloseable {
    private static final LongAdder NEVER = new LongAdder();

    private final String name;
    private final Subject subject;
    private final Database database;
    private final Verdict verdict;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Long> invalidatedHere = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> loads = new ConcurrentHashMap<>();

    Node(String name, Subject subject, Database database, Verdict verdict) {
        this.name = name;
        this.subject = subject;
        this.database = database;
        this.verdict = verdict;
    }

    /** Reads a row, and judges what comes. */
    long read(String row) {
        return read(row, () -> {});
    }

    /** The same; if it loads, that takes a while. */
    long read(String row, SplittableRandom random) {
        return read(row, () -> Weather.delay(random));
    }

    /** Begins to read a row, in a thread of its own. */
    Reading begin(String row) {
        Hold loaded = new Hold();
        Future<Long> result = threads.submit(() -> {
            try {
                return read(row, loaded::pass);
            } finally {
                loaded.giveUp();
            }
        });
        return new Reading(result, loaded);
    }

    private long read(String row, Runnable whenLoaded) {
        long floor = floor(row);
        long got = subject.read(row, () -> {
            loads.computeIfAbsent(row, first -> new LongAdder()).increment();
            long version = database.read(row);
            whenLoaded.run();
            return version;
        });
        verdict.judge(name, row, floor, got);
        return got;
    }

    private long floor(String row) {
        return Math.max(invalidatedHere.getOrDefault(row, 0L), database.settled(row));
    }

    /** Updates a row, and takes it out of the cache; returns whether that was applied, and not merely journalled. */
    boolean write(String row) {
        long version = database.update(row);
        boolean applied = subject.invalidate(row);
        invalidatedHere.merge(row, version, Math::max);
        if (applied) {
            database.invalidated(row, version);
        }
        return applied;
    }

    /** How often this node has asked the database for the row. */
    long loads(String row) {
        return loads.getOrDefault(row, NEVER).sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        subject.close();
    }
}
