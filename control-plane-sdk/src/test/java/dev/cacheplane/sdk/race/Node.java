package dev.cacheplane.sdk.race;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
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
            long version = load(row);
            whenLoaded.run();
            return version;
        });
        verdict.judge(name, row, floor, got);
        return got;
    }

    private long floor(String row) {
        return Math.max(invalidatedHere.getOrDefault(row, 0L), database.settled(row));
    }

    /** Reads a row of which something stale may be served; without judging. */
    long readStale(String row) {
        return subject.read(row, () -> load(row));
    }

    private long load(String row) {
        loads.computeIfAbsent(row, first -> new LongAdder()).increment();
        return database.read(row);
    }

    /** Updates a row, and takes it out of the cache; returns whether that was applied, and not merely journalled. */
    boolean write(String row) {
        return write(row, How.BY_KEY);
    }

    boolean write(String row, How how) {
        long[] version = new long[1];
        boolean applied = subject.write(row, how, () -> version[0] = database.update(row));
        invalidatedHere.merge(row, version[0], Math::max);
        if (applied) {
            database.invalidated(row, version[0]);
        }
        return applied;
    }

    /** Begins to write a row, in a thread of its own. */
    Future<Boolean> beginWriting(String row, How how) {
        return threads.submit(() -> write(row, how));
    }

    /** Waits for it. */
    static <T> T result(Future<T> future) {
        try {
            return future.get(30, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
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
