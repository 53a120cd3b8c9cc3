package dev.cacheplane.sdk.store;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.ConnectionFacade;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends each command to the master that has its first key's slot, and those without a key to the first. Slots that have moved between these masters are
 * followed; where another has come, the connections must be made anew. While a slot is being moved Redis takes no script of several of its keys, so nothing is gained by asking
 * on its way there. Thread-safe.
 */
final class ClusterWriter implements RedisChannelWriter, Redirected.Router {
    private static final Pattern MOVED = Pattern.compile("MOVED ([0-9]{1,5}) (.+)");

    private final ClientResources resources;
    private final Map<RedisPlace.Host, StatefulRedisConnection<String, byte[]>> nodes;
    private final AtomicReferenceArray<StatefulRedisConnection<String, byte[]>> bySlot =
            new AtomicReferenceArray<>(SlotTags.SLOTS);
    private volatile Map<RedisPlace.Host, Integer> lowestSlots = Map.of();

    /** @param nodes one or more */
    ClusterWriter(
            ClientResources resources,
            Map<RedisPlace.Host, StatefulRedisConnection<String, byte[]>> nodes,
            ClusterMap map) {
        this.resources = resources;
        this.nodes = new LinkedHashMap<>(nodes);
        follow(map);
    }

    Collection<StatefulRedisConnection<String, byte[]>> connections() {
        return nodes.values();
    }

    /** Slots are where the map says; all its masters are known. */
    void follow(ClusterMap map) {
        lowestSlots = map.lowestSlots();
        for (ClusterMap.Range range : map.ranges()) {
            for (int slot = range.from(); slot <= range.to(); slot++) {
                bySlot.set(slot, nodes.get(range.master()));
            }
        }
    }

    /** One of a master's slots, which is the same before and after a failover. */
    int lowestSlot(RedisPlace.Host master) {
        return requireNonNull(lowestSlots.get(master));
    }

    @Override
    public <K, V, T> RedisCommand<K, V, T> write(RedisCommand<K, V, T> command) {
        var unused = of(command).dispatch(raw(new Redirected<>(command, this)));
        return command;
    }

    @Override
    public <K, V> Collection<RedisCommand<K, V, ?>> write(Collection<? extends RedisCommand<K, V, ?>> commands) {
        Map<StatefulRedisConnection<String, byte[]>, List<RedisCommand<String, byte[], ?>>> parts =
                new LinkedHashMap<>();
        commands.forEach(command -> parts.computeIfAbsent(of(command), first -> new ArrayList<>())
                .add(raw(new Redirected<>(command, this))));
        parts.forEach((connection, part) -> {
            var unused = connection.dispatch(part);
        });
        return List.copyOf(commands);
    }

    private StatefulRedisConnection<String, byte[]> of(RedisCommand<?, ?, ?> command) {
        ByteBuffer key = command.getArgs() == null ? null : command.getArgs().getFirstEncodedKey();
        return key == null ? nodes.values().iterator().next() : bySlot.get(SlotHash.getSlot(key.duplicate()));
    }

    @Override
    public boolean redirect(RedisCommand<?, ?, ?> command, String said) {
        Matcher parts = MOVED.matcher(said);
        StatefulRedisConnection<String, byte[]> other = parts.matches() ? named(parts.group(2)) : null;
        if (other == null || !other.isOpen()) {
            return false;
        }
        bySlot.set(Integer.parseInt(parts.group(1)), other);
        var unused = other.dispatch(raw(command));
        return true;
    }

    /** By name and port, as Redis writes them; null for one that is not known here. */
    private @Nullable StatefulRedisConnection<String, byte[]> named(String place) {
        for (Map.Entry<RedisPlace.Host, StatefulRedisConnection<String, byte[]>> node : nodes.entrySet()) {
            if (place.equals(node.getKey().name() + ":" + node.getKey().port())) {
                return node.getValue();
            }
        }
        return null;
    }

    /** All commands are of our one codec: Lettuce's writers do not say so. */
    @SuppressWarnings("unchecked")
    private static <T> RedisCommand<String, byte[], T> raw(RedisCommand<?, ?, T> command) {
        return (RedisCommand<String, byte[], T>) command;
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        return CompletableFuture.allOf(
                nodes.values().stream().map(StatefulRedisConnection::closeAsync).toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        var unused = closeAsync();
    }

    @Override
    public ClientResources getClientResources() {
        return resources;
    }

    @Override
    public void setConnectionFacade(ConnectionFacade facade) {}

    @Override
    public void setAutoFlushCommands(boolean autoFlush) {}

    @Override
    public void flushCommands() {}
}
