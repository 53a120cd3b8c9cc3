package dev.cacheplane.benchmarks.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.Codec;

/** Redisson, a bucket an entry. */
final class RedissonBuckets<T> implements Contender {
    private static final Duration HOUR = Duration.ofHours(1);

    private final RedissonClient client;
    private final Codec codec;
    private final T value;
    private final List<String> keys = Contender.paths();

    RedissonBuckets(int port, Values<T> values) {
        client = RedissonClients.connect(port);
        codec = RedissonClients.codec(values);
        value = values.sample();
    }

    private RBucket<T> bucket(int key) {
        return client.getBucket("products:" + keys.get(key), codec);
    }

    @Override
    public Object hit(int key) {
        return Contender.found(bucket(key).get());
    }

    @Override
    public void missAndFill(int key) {
        RBucket<T> bucket = bucket(key);
        Contender.check(bucket.get() == null);
        bucket.set(value, HOUR);
    }

    @Override
    public void invalidate(int key) {
        Contender.check(bucket(key).delete());
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
