package dev.cacheplane.sdk.policy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that does one thing again and again: when the pause that it asked for is over, or when it is woken. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(1);

    private final Turn turn;
    private final Runnable end;
    private final Thread thread;
    private final Semaphore wakings = new Semaphore(0);
    private volatile boolean ending;

    /** What is done again and again. */
    interface Turn {
        /** Does it once; returns how long to rest afterwards. */
        Duration take();
    }

    /** @param end what the thread does last */
    Worker(String name, Turn turn, Runnable end) {
        this.turn = turn;
        this.end = end;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Another turn at once; after the one that is under way, if there is one. */
    void wake() {
        wakings.release();
    }

    /** Whether this is the last turn: what fails now may fail because of that. */
    boolean isEnding() {
        return ending;
    }

    /** No turn after the one that is under way. */
    void end() {
        ending = true;
        wake();
    }

    /** The same, and the turn that is under way is interrupted. */
    void interrupt() {
        end();
        thread.interrupt();
    }

    /** Waits for the thread's end, but no longer than this. */
    void join(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ending) {
                rest(takeTurn());
            }
        } catch (InterruptedException e) {
            // Only interrupt() does that: the thread ends.
        } finally {
            end.run();
        }
    }

    /** Whatever the network sends, policies must still be asked for afterwards. */
    private Duration takeTurn() {
        try {
            return turn.take();
        } catch (Throwable e) {
            report(e);
            return AFTER_A_BUG;
        }
    }

    private void report(Throwable bug) {
        try {
            if (!ending) {
                log.error("{} goes on after an unexpected error", thread.getName(), bug);
            }
        } catch (Throwable e) {
            // There may be no memory to say it with; to go on matters more.
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        if (wakings.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            wakings.drainPermits();
        }
    }
}
