package dev.cacheplane.sdk.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that are being loaded before anybody asks for them, in threads of its own; begun by {@link Cache#warm}. Ends by itself, with {@link #close}, or with its cache. Safe for any number of
 * threads.
 */
public final class Warming implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Warming.class);

    private final Queue<CacheKey> left;
    private final Step step;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger atWork;
    private final CountDownLatch ended;
    private volatile Progress progress;
    private volatile boolean closed;

    /**
     * How far it is. When it has ended and was not closed, the four counts make up the total.
     *
     * @param total how many keys it is about
     * @param loaded how many it has loaded
     * @param alreadyCached how many were there, or others have loaded at the same time
     * @param skipped how many could not be stored: the policy says not to cache them, or Redis is out of reach
     * @param failed how many loaders threw
     * @param running whether it goes on
     */
    public record Progress(int total, int loaded, int alreadyCached, int skipped, int failed, boolean running) {
        private Progress plus(Outcome outcome) {
            return new Progress(
                    total,
                    loaded + (outcome == Outcome.LOADED ? 1 : 0),
                    alreadyCached + (outcome == Outcome.ALREADY_CACHED ? 1 : 0),
                    skipped + (outcome == Outcome.SKIPPED ? 1 : 0),
                    failed + (outcome == Outcome.FAILED ? 1 : 0),
                    running);
        }

        private Progress ended() {
            return new Progress(total, loaded, alreadyCached, skipped, failed, false);
        }
    }

    /** What came of one key. */
    enum Outcome {
        LOADED,
        ALREADY_CACHED,
        SKIPPED,
        FAILED
    }

    /** Warms one key. */
    @FunctionalInterface
    interface Step {
        /**
         * Warms it, or finds that it is warm.
         *
         * @param closed whether nothing is to be loaded any more
         */
        Outcome warm(CacheKey key, BooleanSupplier closed) throws Exception;
    }

    private Warming(Collection<CacheKey> keys, int atOnce, Step step) {
        this.left = new ConcurrentLinkedQueue<>(new LinkedHashSet<>(keys));
        this.step = step;
        int total = left.size();
        this.atWork = new AtomicInteger(Math.min(atOnce, total));
        this.ended = new CountDownLatch(Math.min(1, total));
        this.progress = new Progress(total, 0, 0, 0, 0, total > 0);
    }

    /**
     * Begins.
     *
     * @param atEnd told on the last thread that ends
     */
    static Warming start(Collection<CacheKey> keys, int atOnce, Step step, Consumer<Warming> atEnd) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("atOnce must be 1 or more");
        }
        Warming warming = new Warming(keys, atOnce, step);
        for (int i = warming.atWork.get(); i > 0; i--) {
            Thread thread = new Thread(() -> warming.run(atEnd), "cacheplane-warming");
            thread.setDaemon(true);
            warming.threads.add(thread);
        }
        warming.threads.forEach(Thread::start);
        return warming;
    }

    private void run(Consumer<Warming> atEnd) {
        try {
            for (CacheKey key = left.poll(); key != null && !closed; key = left.poll()) {
                warm(key);
            }
        } finally {
            if (atWork.decrementAndGet() == 0) {
                change(Progress::ended);
                atEnd.accept(this);
                ended.countDown();
            }
        }
    }

    private void warm(CacheKey key) {
        try {
            Outcome outcome = step.warm(key, () -> closed);
            change(before -> before.plus(outcome));
        } catch (Exception e) {
            if (!closed) { // else it was interrupted
                log.warn("not warmed: {}", key, e);
                change(before -> before.plus(Outcome.FAILED));
            }
        }
    }

    private synchronized void change(UnaryOperator<Progress> how) {
        progress = how.apply(progress);
    }

    /** How far it is now. */
    public Progress progress() {
        return progress;
    }

    /** Waits until it has ended, and says how. */
    public Progress await() throws InterruptedException {
        ended.await();
        return progress();
    }

    /** Begins no further key, and interrupts the loaders that run. Does not wait for them. Idempotent. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
