package dev.cacheplane.sdk.race;

import static io.lettuce.core.KillArgs.Builder.typeNormal;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.FaultyProxy;
import dev.cacheplane.sdk.store.PlainRedis;
import java.time.Duration;

/** What may happen to Redis, or to the way there, while services go on. */
enum Fault {
    STOPPED,
    KILLED,
    RESTARTED_EMPTY,
    HALF_OPEN,
    SLOW,
    CUT,
    CONNECTIONS_KILLED,
    FLUSHED,
    SCRIPTS_FLUSHED,
    EVICTING,
    FULL;

    private static final Duration TOO_SLOW = Duration.ofMillis(400);

    /** Where it happens: services go through the proxy, and we do not. */
    record Ground(RedisServer redis, FaultyProxy proxy, PlainRedis plain) {}

    void strike(Ground ground) {
        switch (this) {
            case STOPPED -> ground.redis().pause();
            case KILLED -> ground.redis().kill();
            case RESTARTED_EMPTY -> ground.redis().restart();
            case HALF_OPEN -> ground.proxy().swallow();
            case SLOW -> ground.proxy().delay(TOO_SLOW);
            case CUT -> ground.proxy().cut();
            case CONNECTIONS_KILLED -> ground.plain().commands.clientKill(typeNormal());
            case FLUSHED -> ground.plain().forgetEverything();
            case SCRIPTS_FLUSHED -> ground.plain().commands.scriptFlush();
            case EVICTING -> {
                ground.plain().commands.configSet("maxmemory-policy", "allkeys-lru");
                ground.plain().commands.configSet("maxmemory", "2mb");
            }
            case FULL -> ground.plain().commands.configSet("maxmemory", "1");
        }
    }

    void end(Ground ground) {
        switch (this) {
            case STOPPED -> ground.redis().resume();
            case KILLED -> ground.redis().restart();
            case HALF_OPEN, SLOW -> ground.proxy().pass();
            case EVICTING, FULL -> ground.plain().commands.configSet("maxmemory", "0");
            default -> {}
        }
    }
}
