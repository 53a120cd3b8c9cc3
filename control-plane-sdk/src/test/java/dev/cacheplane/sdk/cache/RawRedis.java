package dev.cacheplane.sdk.cache;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;

/** What {@code redis-cli} would show. */
final class RawRedis implements AutoCloseable {
    private final RedisClient client;
    final RedisCommands<String, String> commands;

    RawRedis(RedisServer redis) {
        client = RedisClient.create(redis.uri().toString());
        commands = client.connect().sync();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
