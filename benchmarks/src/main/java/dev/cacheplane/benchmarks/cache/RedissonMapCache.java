package dev.cacheplane.benchmarks.cache;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

/** Redisson, one map whose entries expire. */
final class RedissonMapCache<T> implements Contender {
    private final RedissonClient client;
    private final RMapCache<String, T> map;
    private final T value;
    private final List<String> keys = Contender.paths();

    RedissonMapCache(int port, Values<T> values) {
        client = RedissonClients.connect(port);
        map = client.getMapCache("products", new CompositeCodec(StringCodec.INSTANCE, RedissonClients.codec(values)));
        value = values.sample();
    }

    @Override
    public Object hit(int key) {
        return Contender.found(map.get(keys.get(key)));
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(map.get(keys.get(key)) == null);
        map.fastPut(keys.get(key), value, 1, TimeUnit.HOURS);
    }

    @Override
    public void invalidate(int key) {
        Contender.check(map.fastRemove(keys.get(key)) == 1);
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
