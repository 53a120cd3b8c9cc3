package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a network does to calls at random: most pass, some are late, few are lost, on the way there or on the way back. */
final class Weather {
    private static final int LONGEST_DELAY = 2_000_000; // ns
    private static final int ONE_IN_SO_MANY_IS_LOST = 400;

    private final AtomicLong seeds;

    Weather(long seed) {
        seeds = new AtomicLong(seed);
    }

    void over(Interference between) {
        between.every(
                call -> call.operation().matches("read|fill|acquire|renew|release|invalidate|soften|bump|generations"),
                call -> {
                    SplittableRandom random = new SplittableRandom(seeds.incrementAndGet());
                    delay(random);
                    int fate = random.nextInt(2 * ONE_IN_SO_MANY_IS_LOST);
                    if (fate == 0) {
                        throw new StoreUnavailableException("lost on its way");
                    }
                    Object answer = call.carryOut();
                    delay(random);
                    if (fate == 1) {
                        throw new StoreUnavailableException("carried out, and the answer lost");
                    }
                    return answer;
                });
    }

    /** One in four takes its time: the others race. */
    static void delay(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(random.nextInt(LONGEST_DELAY));
        }
    }
}
