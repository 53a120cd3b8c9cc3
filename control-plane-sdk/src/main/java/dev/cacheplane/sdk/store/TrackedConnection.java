package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection, which speaks RESP3, over which Redis tells of changes. It is never mended: when anything fails it has ended. Asked by one thread. */
final class TrackedConnection {
    private static final Logger log = LoggerFactory.getLogger(TrackedConnection.class);
    private static final String TYPE = "invalidate";

    private final RedisLink link;
    private final RedisAsyncCommands<String, byte[]> redis;
    private final Set<String> prefixes = new HashSet<>();
    private volatile boolean ended;

    /** @param pushed gets the keys that have changed, {@code null} for any, on a thread of the connection's that must not be blocked */
    TrackedConnection(RedisLink link, Consumer<@Nullable List<String>> pushed) {
        this.link = link;
        this.redis = link.commands();
        link.onPush(message -> {
            if (message.getType().equals(TYPE)) {
                push(message, pushed);
            }
        });
    }

    private void push(PushMessage message, Consumer<@Nullable List<String>> pushed) {
        try {
            pushed.accept(keys(message));
        } catch (RuntimeException e) {
            log.error("A change was not taken note of; reports begin anew", e);
            end();
        }
    }

    private static @Nullable List<String> keys(PushMessage message) {
        Object keys = message.getContent(RedisLink.CODEC::decodeKey).get(1);
        return keys == null
                ? null
                : ((List<?>) keys).stream().map(String.class::cast).toList();
    }

    /** Whether it has neither failed nor been lost. */
    boolean isUsable() {
        return !ended && link.isConnected();
    }

    /** Whether these prefixes, which do not overlap, can be tracked besides those that are: Redis refuses one that begins another. */
    boolean takes(Set<String> wanted) {
        Set<String> more = Prefixes.missing(wanted, prefixes);
        return prefixes.stream().noneMatch(prefix -> Prefixes.cover(more, prefix));
    }

    /** Returns when changes under these prefixes are told. */
    void track(Set<String> wanted, Duration within) {
        Set<String> more = Prefixes.missing(wanted, prefixes);
        if (!more.isEmpty()) {
            TrackingArgs arguments =
                    TrackingArgs.Builder.enabled().bcast().prefixes(UTF_8, more.toArray(new String[0]));
            link.call("CLIENT TRACKING", within, () -> redis.clientTracking(arguments));
            prefixes.addAll(more);
        }
    }

    /** Those that are tracked. */
    Set<String> prefixes() {
        return prefixes;
    }

    Heartbeat heartbeat(Duration within) {
        long until = System.nanoTime() + within.toNanos();
        AsyncCommand<String, byte[], List<Object>> tracking = Commands.command(
                CommandType.CLIENT, new NestedMultiOutput<>(RedisLink.CODEC), args -> args.add("TRACKINGINFO"));
        AsyncCommand<String, byte[], List<byte[]>> time = Commands.time();
        AsyncCommand<String, byte[], byte[]> info =
                Commands.command(CommandType.INFO, new ValueOutput<>(RedisLink.CODEC), args -> args.add("server"));
        link.send("CLIENT TRACKINGINFO", List.of(tracking, time, info));
        return Heartbeat.of(
                link.answer("CLIENT TRACKINGINFO", tracking, within, until),
                link.answer("TIME", time, within, until),
                link.answer("INFO", info, within, until));
    }

    void end() {
        ended = true;
        link.disconnect();
    }
}
