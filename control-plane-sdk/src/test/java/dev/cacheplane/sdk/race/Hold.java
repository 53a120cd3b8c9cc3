package dev.cacheplane.sdk.race;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;

/** A place where a thread is held until it may go on. */
final class Hold {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean reached;

    /** Called by the thread that is to be held. */
    void pass() {
        reached = true;
        settled.countDown();
        await(released);
    }

    /** Called when no thread will come any more. */
    void giveUp() {
        settled.countDown();
    }

    /** Waits until a thread has come; {@code false} if none does. */
    boolean awaitReached() {
        return await(settled) && reached;
    }

    boolean isReached() {
        return reached;
    }

    /** Lets the thread go on, or whichever comes later. */
    void release() {
        released.countDown();
    }

    static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
