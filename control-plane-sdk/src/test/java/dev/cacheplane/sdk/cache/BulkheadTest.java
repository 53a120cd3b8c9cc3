package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void noMoreComputeAtOnceThanHavePlaces() {
        assertThat(mostAtOnce(new Bulkhead(2, Duration.ofMinutes(1)), 2)).isEqualTo(2);
    }

    @Test
    void whoHasWaitedForAPlaceLongEnoughGoesAhead() {
        assertThat(mostAtOnce(new Bulkhead(2, Duration.ofMillis(1)), 6)).isEqualTo(6);
    }

    /** Six callers; each stays until so many have been inside. */
    private int mostAtOnce(Bulkhead bulkhead, int untilInside) {
        CountDownLatch enough = new CountDownLatch(untilInside);
        try (Callers callers = new Callers()) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(callers.call(() -> bulkhead.compute(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    enough.countDown();
                    Callers.await(enough);
                    return inside.getAndDecrement();
                })));
            }
            await().until(() -> calls.stream().allMatch(Future::isDone));
            return most.get();
        }
    }
}
