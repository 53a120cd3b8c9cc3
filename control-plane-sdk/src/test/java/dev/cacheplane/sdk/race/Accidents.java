package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.PlainRedis;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What happens in Redis without anybody's doing: evictions, leases that expire, an operator who flushes it. For one thread. */
final class Accidents {
    private static final int LONGEST_PAUSE = 4_000_000; // ns

    private final PlainRedis redis;
    private final SplittableRandom random;
    private long count;

    Accidents(PlainRedis redis, long seed) {
        this.redis = redis;
        this.random = new SplittableRandom(seed);
    }

    /** Waits a little for the next one. */
    void next() {
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE));
        String key = Engine.entry(RandomRace.row(random));
        switch (random.nextInt(8)) {
            case 0 -> redis.evictMetadata(key);
            case 1, 2 -> redis.loseLease(key);
            case 3 -> redis.commands.scriptFlush();
            case 4 -> redis.forgetEverything();
            default -> redis.evictEntry(key);
        }
        count++;
    }

    long count() {
        return count;
    }
}
