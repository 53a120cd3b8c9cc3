package dev.cacheplane.benchmarks.cache;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** JetCache by its builders, remote alone or with Caffeine before it; its keys and its JSON by functions of one's own, since it brings none for Jackson. */
final class JetCacheContender<T> implements Contender {
    private final RedisClient client;
    private final Cache<String, T> cache;
    private final T value;
    private final List<String> keys = Contender.paths();

    static <T> JetCacheContender<T> ofRedisAlone(int port, Values<T> values) {
        return new JetCacheContender<>(port, values, UnaryOperator.identity());
    }

    static <T> JetCacheContender<T> ofTwoLevels(int port, Values<T> values) {
        return new JetCacheContender<>(port, values, JetCacheContender::behindCaffeine);
    }

    private static <T> Cache<String, T> behindCaffeine(Cache<String, T> remote) {
        Cache<String, T> local = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(Contender.KEYS)
                .expireAfterWrite(1, TimeUnit.HOURS)
                .buildCache();
        return MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
                .addCache(local, remote)
                .expireAfterWrite(1, TimeUnit.HOURS)
                .buildCache();
    }

    private JetCacheContender(int port, Values<T> values, UnaryOperator<Cache<String, T>> around) {
        client = RedisClient.create(RedisURI.create("localhost", port));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        value = values.sample();
        var builder = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(client)
                .keyPrefix("products:")
                .expireAfterWrite(1, TimeUnit.HOURS);
        if (values.json().isPresent()) {
            ObjectMapper mapper = values.json().get();
            JavaType held = mapper.getTypeFactory().constructParametricType(CacheValueHolder.class, values.type());
            builder.valueEncoder(holder -> encoded(mapper, held, holder));
            builder.valueDecoder(payload -> decoded(mapper, held, payload));
        } else {
            builder.valueEncoder(holder -> (byte[]) ((CacheValueHolder<?>) holder).getValue());
            builder.valueDecoder(payload -> new CacheValueHolder<>(payload, TimeUnit.HOURS.toMillis(1)));
        }
        cache = around.apply(builder.buildCache());
    }

    private static byte[] encoded(ObjectMapper mapper, JavaType type, Object holder) {
        try {
            return mapper.writerFor(type).writeValueAsBytes(holder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object decoded(ObjectMapper mapper, JavaType type, byte[] payload) {
        try {
            return mapper.readValue(payload, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object hit(int key) {
        return Contender.found(cache.get(keys.get(key)));
    }

    @Override
    public void missAndFill(int key) {
        boolean[] computed = new boolean[1];
        cache.computeIfAbsent(keys.get(key), missing -> {
            computed[0] = true;
            return value;
        });
        Contender.check(computed[0]);
    }

    @Override
    public void invalidate(int key) {
        Contender.check(cache.remove(keys.get(key)));
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
