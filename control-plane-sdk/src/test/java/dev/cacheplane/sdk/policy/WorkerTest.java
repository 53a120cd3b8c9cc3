package dev.cacheplane.sdk.policy;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class, OutOfMemoryError.class})
    void whateverIsThrownAnotherTurnIsTaken(Class<? extends Throwable> bug) {
        AtomicInteger turns = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        Worker worker = new Worker(
                "worker",
                () -> {
                    if (turns.incrementAndGet() == 1) {
                        sneak(bug);
                    }
                    return Duration.ofDays(1);
                },
                () -> ended.set(true));
        worker.start();
        worker.wake(); // else it rests for a second

        await().until(() -> turns.get() == 2);

        worker.end();
        await().untilTrue(ended);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Class<? extends Throwable> bug) throws X {
        try {
            throw (X) bug.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
