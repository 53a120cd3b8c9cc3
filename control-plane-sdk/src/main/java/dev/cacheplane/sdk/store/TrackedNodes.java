package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The connections over which all servers that entries are in tell of changes, each of its own only. They stand and fall together. Asked by one thread. */
final class TrackedNodes {
    private final List<RedisNode> nodes;
    private final List<TrackedConnection> connections = new ArrayList<>();
    private volatile boolean ended;

    /** @param connecting throws {@link StoreUnavailableException} where it cannot */
    TrackedNodes(
            List<RedisNode> nodes,
            BiFunction<RedisPlace.Node, Duration, TrackedConnection> connecting,
            Duration eachWithin) {
        this.nodes = nodes;
        try {
            nodes.forEach(node -> connections.add(connecting.apply(node.place(), eachWithin)));
        } catch (StoreUnavailableException e) {
            end();
            throw e;
        }
    }

    /** Whether none of them has failed or been lost. */
    boolean isUsable() {
        for (int i = 0; i < connections.size(); i++) { // no stream: at each hit
            if (!connections.get(i).isUsable()) {
                return false;
            }
        }
        return !ended;
    }

    /** Whether these are the servers in use, and all these prefixes can be tracked at them. */
    boolean takes(List<RedisNode> inUse, Set<String> wanted) {
        return nodes.equals(inUse) && connections.stream().allMatch(connection -> connection.takes(wanted));
    }

    /** Returns when changes under these prefixes are told by all. */
    void track(Set<String> wanted, Duration eachWithin) {
        connections.forEach(connection -> connection.track(wanted, eachWithin));
    }

    /** Those that are tracked by all. */
    Set<String> prefixes() {
        return connections.get(0).prefixes();
    }

    /** Asks each; returns the time of the first. Throws {@link StoreUnavailableException} if one cannot be relied on. */
    long beat(Duration eachWithin) {
        long millis = 0;
        for (int i = 0; i < nodes.size(); i++) {
            TrackedConnection connection = connections.get(i);
            Heartbeat answer = connection.heartbeat(eachWithin);
            answer.fault(connection.prefixes(), nodes.get(i).runId()).ifPresent(fault -> {
                throw new StoreUnavailableException(fault);
            });
            millis = i == 0 ? answer.millis() : millis;
        }
        return millis;
    }

    void end() {
        ended = true;
        connections.forEach(TrackedConnection::end);
    }
}
