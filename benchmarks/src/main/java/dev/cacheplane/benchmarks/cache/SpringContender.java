package dev.cacheplane.benchmarks.cache;

import java.time.Duration;
import java.util.List;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.Jackson2JsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Spring Data's RedisCache over Lettuce, used as {@code @Cacheable} and {@code @CacheEvict} use it. It waits for its writes, as all others do; by default it would return
 * before Redis has them.
 */
final class SpringContender<T> implements Contender {
    private final LettuceConnectionFactory connections;
    private final Cache cache;
    private final T value;
    private final List<String> keys = Contender.paths();

    SpringContender(int port, Values<T> values) {
        connections = new LettuceConnectionFactory("localhost", port);
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager manager = RedisCacheManager.builder(
                        RedisCacheWriter.create(connections, RedisCacheWriterConfigurer::immediateWrites))
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(Duration.ofHours(1))
                        .serializeValuesWith(SerializationPair.fromSerializer(serializer(values))))
                .build();
        manager.afterPropertiesSet();
        cache = Contender.found(manager.getCache("products"));
        value = values.sample();
    }

    @SuppressWarnings("removal") // its successor is of Jackson 3; all are measured with Jackson 2
    private static RedisSerializer<?> serializer(Values<?> values) {
        return values.json().isPresent()
                ? new Jackson2JsonRedisSerializer<>(values.json().get(), values.type())
                : RedisSerializer.byteArray();
    }

    @Override
    public Object hit(int key) {
        return Contender.found(Contender.found(cache.get(keys.get(key))).get());
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(cache.get(keys.get(key)) == null);
        cache.put(keys.get(key), value);
    }

    @Override
    public void invalidate(int key) {
        cache.evict(keys.get(key));
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
