package dev.cacheplane.sdk.store;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a program does that knows an entry's keys and nothing of scripts: operators, evictions, and caches that do it wrong. Thread-safe. */
public final class PlainRedis implements AutoCloseable {
    private static final Pattern TRACKING = Pattern.compile(" flags=\\w*[tB]");
    private static final Pattern ID = Pattern.compile("^id=([0-9]+) .*");

    private final RedisClient client;
    public final RedisCommands<String, byte[]> commands;

    public PlainRedis(URI redis) {
        client = RedisClient.create(redis.toString());
        commands = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
    }

    public byte @Nullable [] payload(String key) {
        return commands.get(key);
    }

    /** Stores an entry without asking for a lease. */
    public void set(String key, byte[] payload, byte[] metadata, Duration timeToLive) {
        SetArgs expiring = SetArgs.Builder.px(timeToLive);
        commands.set(EntryKeys.of(key).entry(), payload, expiring);
        commands.set(EntryKeys.of(key).metadata(), metadata, expiring);
        loseLease(key);
    }

    /** Deletes an entry and its lease, without a word where there is none. */
    public boolean delete(String key) {
        EntryKeys keys = EntryKeys.of(key);
        commands.del(keys.lease(), keys.metadata());
        return commands.del(keys.entry()) == 1;
    }

    public void evictEntry(String key) {
        commands.del(EntryKeys.of(key).entry());
    }

    public void evictMetadata(String key) {
        commands.del(EntryKeys.of(key).metadata());
    }

    /** As if it had expired. */
    public void loseLease(String key) {
        commands.del(EntryKeys.of(key).lease());
    }

    /** Ends the connections over which changes are tracked, and no others. */
    public void killTracking() {
        commands.clientList()
                .lines()
                .filter(client -> TRACKING.matcher(client).find())
                .map(client -> ID.matcher(client).replaceFirst("$1"))
                .forEach(id -> commands.clientKill(KillArgs.Builder.id(Long.parseLong(id))));
    }

    public void forgetEverything() {
        commands.flushall();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
