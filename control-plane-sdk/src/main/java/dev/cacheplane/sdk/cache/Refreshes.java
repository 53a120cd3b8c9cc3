package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/**
 * Makes new values behind the backs of those who were served stale ones: one at a time for a key, and few in all. What finds no place is left out; the next
 * who is served something stale asks again.
 */
final class Refreshes implements AutoCloseable {
    private static final int WAITING = 1_000;

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;

    /** @param atOnce how many run at a time */
    Refreshes(int atOnce, ScheduledExecutorService timer) {
        this.timer = timer;
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 10, SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
            Thread thread = new Thread(task, "cacheplane-refresh");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param refresh does it, and says for how long it need not be tried again; must not throw */
    void begin(String key, Supplier<Duration> refresh) {
        if (!keys.add(key)) {
            return;
        }
        try {
            threads.execute(() -> {
                Duration pause = Duration.ZERO;
                try {
                    pause = refresh.get();
                } finally {
                    endAfter(pause, key);
                }
            });
        } catch (RejectedExecutionException e) {
            keys.remove(key);
        }
    }

    private void endAfter(Duration pause, String key) {
        if (pause.isZero()) {
            keys.remove(key);
        } else {
            var unused = timer.schedule(() -> keys.remove(key), pause.toNanos(), NANOSECONDS);
        }
    }

    /** Interrupts what runs, and begins nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
