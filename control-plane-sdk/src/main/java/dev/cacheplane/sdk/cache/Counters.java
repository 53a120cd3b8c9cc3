package dev.cacheplane.sdk.cache;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts for keys, many keys to a counter, and waiting for one to change. Thread-safe. */
final class Counters {
    private static final int COUNTERS = 1024; // a power of two, as the next
    private static final int QUEUES = 64;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTERS);
    private final Queue[] queues = new Queue[QUEUES];

    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();

        void wake() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    Counters() {
        for (int i = 0; i < QUEUES; i++) {
            queues[i] = new Queue();
        }
    }

    long count(String key) {
        return counts.get(indexOf(key));
    }

    void increment(Collection<String> keys) {
        keys.forEach(key -> counts.incrementAndGet(indexOf(key)));
    }

    void wake(Collection<String> keys) {
        keys.forEach(key -> queueOf(key).wake());
    }

    /** Returns as soon as the key's count is another than this one, or the time is over; whether it is another. */
    boolean await(String key, long count, long nanos) throws InterruptedException {
        Queue queue = queueOf(key);
        long end = System.nanoTime() + nanos;
        queue.lock.lockInterruptibly();
        try {
            while (count(key) == count) {
                long left = end - System.nanoTime();
                if (left <= 0 || queue.changed.awaitNanos(left) <= 0) {
                    return count(key) != count;
                }
            }
            return true;
        } finally {
            queue.lock.unlock();
        }
    }

    private Queue queueOf(String key) {
        return queues[indexOf(key) & QUEUES - 1];
    }

    private static int indexOf(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & COUNTERS - 1;
    }
}
