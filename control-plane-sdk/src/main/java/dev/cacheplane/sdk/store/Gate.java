package dev.cacheplane.sdk.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Whether callers are let through to a store. Failures are counted, so that an opening that began before one does not hide it. Thread-safe. */
final class Gate {
    private volatile boolean open;
    private long failures;
    private boolean reported;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Executor telling;

    /** One whose followers are told on the thread that opens or closes it. */
    Gate() {
        this(Runnable::run);
    }

    /** @param telling runs what tells the followers */
    Gate(Executor telling) {
        this.telling = telling;
    }

    /** Who is told, outside the gate's own lock, since what it does with it is not known. */
    private final class Follower {
        private final Consumer<Boolean> listener;
        private final ReentrantLock telling = new ReentrantLock();
        private volatile boolean told = true;

        Follower(Consumer<Boolean> listener) {
            this.listener = listener;
        }

        /** Waits for nobody: if another thread is telling, that one looks again when it has. */
        void tell() {
            while (told != open && telling.tryLock()) {
                try {
                    boolean now = open;
                    if (now != told) {
                        told = now;
                        listener.accept(now);
                    }
                } finally {
                    telling.unlock();
                }
            }
        }
    }

    /** See {@link CacheStore#whenOpenedOrClosed}. */
    void follow(Consumer<Boolean> listener) {
        Follower follower = new Follower(listener);
        followers.add(follower);
        follower.tell();
    }

    boolean isOpen() {
        return open;
    }

    /** What {@link #open} must be given, read before whatever shows that the store is back. */
    synchronized long failures() {
        return failures;
    }

    /** Closes after a failure; returns whether it is the first to be reported since the gate was open. */
    boolean fail() {
        boolean news;
        synchronized (this) {
            shut();
            news = !reported;
            reported = true;
        }
        tell();
        return news;
    }

    /** Closes without a failure of the store's own. */
    void close() {
        synchronized (this) {
            shut();
        }
        tell();
    }

    /** Closes for good: nobody is told, since nothing has happened to the store. */
    void end() {
        followers.clear();
        close();
    }

    private synchronized void shut() {
        failures++;
        open = false;
    }

    /** Opens, unless something failed since {@link #failures} was read; returns whether it did. */
    boolean open(long failures) {
        synchronized (this) {
            if (failures != this.failures) {
                return false;
            }
            open = true;
            reported = false;
        }
        tell();
        return true;
    }

    private void tell() {
        if (!followers.isEmpty()) {
            telling.execute(() -> followers.forEach(Follower::tell));
        }
    }
}
