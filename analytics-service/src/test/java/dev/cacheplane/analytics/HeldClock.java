package dev.cacheplane.analytics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clock that stands still, and lets whoever asks for the time wait. A computation asks once, when it has chosen the data that it looks at: so a test can
 * hold it there.
 */
final class HeldClock implements InstantSource {
    private final AtomicInteger untilHeld = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Holds who asks as the n-th from now on, once. */
    void hold(int n) {
        untilHeld.set(n);
    }

    /** Returns when somebody is held. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked for the time");
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public Instant instant() {
        if (untilHeld.getAndUpdate(n -> Math.max(0, n - 1)) == 1) {
            held.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Instances.NOW;
    }
}
