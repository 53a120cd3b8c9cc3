package dev.cacheplane.benchmarks.cache;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;

/** Redisson, one map of which each process keeps what it has read. Its entries do not expire in Redis. */
final class RedissonLocalMap<T> implements Contender {
    private final RedissonClient client;
    private final RLocalCachedMap<String, T> map;
    private final T value;
    private final List<String> keys = Contender.paths();

    RedissonLocalMap(int port, Values<T> values) {
        client = RedissonClients.connect(port);
        map = client.getLocalCachedMap(LocalCachedMapOptions.<String, T>name("near-products")
                .codec(new CompositeCodec(StringCodec.INSTANCE, RedissonClients.codec(values)))
                .cacheSize(KEYS)
                .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU));
        value = values.sample();
    }

    @Override
    public Object hit(int key) {
        return Contender.found(map.get(keys.get(key)));
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(map.get(keys.get(key)) == null);
        map.fastPut(keys.get(key), value);
    }

    @Override
    public void invalidate(int key) {
        Contender.check(map.fastRemove(keys.get(key)) == 1);
    }

    @Override
    public void close() {
        map.destroy();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
