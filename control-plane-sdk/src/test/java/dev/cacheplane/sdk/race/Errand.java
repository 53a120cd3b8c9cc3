package dev.cacheplane.sdk.race;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Calls a cache for as long as it runs, as a service would, and remembers which failed and how long the longest took. Ends when it is closed. */
final class Errand implements AutoCloseable {
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();
    private final LongAdder calls = new LongAdder();
    private final Thread thread;
    private volatile boolean ended;

    /** @param pace between two calls: a loop without would be no service */
    Errand(Runnable call, Duration pace) {
        thread = new Thread(() -> run(call, pace.toNanos()), "errand");
        thread.start();
    }

    private void run(Runnable call, long pace) {
        while (!ended) {
            long begun = System.nanoTime();
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                thrown.add(e);
            }
            longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
            calls.increment();
            LockSupport.parkNanos(pace);
        }
    }

    Queue<Throwable> thrown() {
        return thrown;
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    long calls() {
        return calls.sum();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
