package dev.cacheplane.benchmarks.cache;

/** What is compared. */
public enum Library {
    /** Ours. */
    CACHEPLANE("Cacheplane") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new CacheplaneContender<>(port, values, false);
        }
    },
    /** The least that a hit could cost: the commands of ours, sent together, and nothing done with the answers. */
    LETTUCE("Lettuce, one write") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return LettuceContender.writingOnce(port, values);
        }
    },
    /** The same commands, sent one after the other, waiting for both. */
    LETTUCE_TWO_WRITES("Lettuce, two writes") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return LettuceContender.writingTwice(port, values);
        }
    },
    JETCACHE("JetCache") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return JetCacheContender.ofRedisAlone(port, values);
        }
    },
    SPRING("Spring RedisCache") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new SpringContender<>(port, values);
        }
    },
    REDISSON_BUCKET("Redisson RBucket") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new RedissonBuckets<>(port, values);
        }
    },
    REDISSON_MAP_CACHE("Redisson RMapCache") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new RedissonMapCache<>(port, values);
        }
    },
    /** Ours, with what it keeps in its own memory. */
    CACHEPLANE_NEAR("Cacheplane") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new CacheplaneContender<>(port, values, true);
        }
    },
    /** The least that a hit in the process' own memory could cost: no Redis behind it, and nobody who takes anything out. */
    CAFFEINE("Caffeine alone") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new CaffeineContender<>(values);
        }
    },
    JETCACHE_BOTH("JetCache, two levels") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return JetCacheContender.ofTwoLevels(port, values);
        }
    },
    REDISSON_LOCAL("Redisson RLocalCachedMap") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new RedissonLocalMap<>(port, values);
        }
    };

    private final String label;

    Library(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Connects to the Redis on this port of this machine. */
    abstract <T> Contender open(int port, Values<T> values);
}
