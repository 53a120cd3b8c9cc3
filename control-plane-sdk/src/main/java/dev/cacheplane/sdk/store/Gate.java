package dev.cacheplane.sdk.store;

/** Whether callers are let through to a store. Failures are counted, so that an opening that began before one does not hide it. Thread-safe. */
final class Gate {
    private volatile boolean open;
    private long failures;
    private boolean reported;

    boolean isOpen() {
        return open;
    }

    /** What {@link #open} must be given, read before whatever shows that the store is back. */
    synchronized long failures() {
        return failures;
    }

    /** Closes after a failure; returns whether it is the first to be reported since the gate was open. */
    synchronized boolean fail() {
        close();
        boolean news = !reported;
        reported = true;
        return news;
    }

    /** Closes without a failure of the store's own. */
    synchronized void close() {
        failures++;
        open = false;
    }

    /** Opens, unless something failed since {@link #failures} was read; returns whether it did. */
    synchronized boolean open(long failures) {
        if (failures != this.failures) {
            return false;
        }
        open = true;
        reported = false;
        return true;
    }
}
