package dev.cacheplane.benchmarks.cache;

/** What is compared. */
public enum Library {
    /** Ours. */
    CACHEPLANE("Cacheplane") {
        @Override
        <T> Contender open(int port, Values<T> values) {
            return new CacheplaneContender<>(port, values);
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
            return new JetCacheContender<>(port, values);
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
