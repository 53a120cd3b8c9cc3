package dev.cacheplane.sdk.store;

import java.util.concurrent.atomic.AtomicReference;

/** Whether callers are let through to a store. Failures are counted, so that an opening that began before one does not hide it. Thread-safe. */
final class Gate {
    /** @param reported whether this outage has been reported */
    private record Position(boolean open, long failures, boolean reported) {}

    private final AtomicReference<Position> position = new AtomicReference<>(new Position(false, 0, false));

    boolean isOpen() {
        return position.get().open;
    }

    /** What {@link #open} must be given, read before whatever shows that the store is back. */
    long failures() {
        return position.get().failures;
    }

    /** Closes after a failure; returns whether it is the first to be reported since the gate was open. */
    boolean fail() {
        return !position.getAndUpdate(p -> new Position(false, p.failures + 1, true)).reported;
    }

    /** Closes without a failure of the store's own. */
    void close() {
        position.updateAndGet(p -> new Position(false, p.failures + 1, p.reported));
    }

    /** Opens, unless something failed since {@link #failures} was read; returns whether it did. */
    boolean open(long failures) {
        Position now = position.get();
        return now.failures == failures && position.compareAndSet(now, new Position(true, failures, false));
    }
}
