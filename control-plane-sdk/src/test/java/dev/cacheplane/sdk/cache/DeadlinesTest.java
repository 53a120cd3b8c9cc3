package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration SOON = Duration.ofMillis(20);

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final Deadlines deadlines = new Deadlines(timer, SOON);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aTaskRunsOnceAndNotBeforeItsTime() {
        long begun = System.nanoTime();
        AtomicInteger later = new AtomicInteger();
        deadlines.after(SOON, runs::incrementAndGet);
        deadlines.after(SOON.multipliedBy(3), later::incrementAndGet);

        await().until(() -> later.get() == 1);
        assertThat(runs).hasValue(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SOON.multipliedBy(3));
    }

    @Test
    void oneThatIsCancelledDoesNotRun() {
        AtomicInteger later = new AtomicInteger();
        deadlines.after(SOON, runs::incrementAndGet).cancel();
        deadlines.after(SOON.multipliedBy(2), later::incrementAndGet);

        await().until(() -> later.get() == 1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void oneThatFailsEndsNoOther() {
        deadlines.after(SOON, () -> {
            throw new IllegalStateException("broken");
        });
        deadlines.after(SOON.multipliedBy(2), runs::incrementAndGet);

        await().until(() -> runs.get() == 1);
    }
}
