package dev.cacheplane.benchmarks.cache;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.codec.TypedJsonJacksonCodec;
import org.redisson.config.Config;

/** Redisson with its defaults. */
final class RedissonClients {
    private RedissonClients() {}

    static RedissonClient connect(int port) {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://localhost:" + port);
        return Redisson.create(config);
    }

    static Codec codec(Values<?> values) {
        return values.json()
                .<Codec>map(mapper -> new TypedJsonJacksonCodec(values.type(), mapper))
                .orElse(ByteArrayCodec.INSTANCE);
    }
}
