package dev.cacheplane.sdk.store;

import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of three masters with a replica each. */
public final class ClusterGroup implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FORMED = Duration.ofSeconds(60);
    private static final int MASTERS = 3;

    private final List<RedisServer> servers = new ArrayList<>();

    public ClusterGroup() {
        for (int i = 0; i < 2 * MASTERS; i++) {
            servers.add(RedisServer.builder()
                    .config("cluster-enabled", "yes")
                    .config("cluster-port", Integer.toString(FreePort.find()))
                    .config("cluster-node-timeout", "1500")
                    .config("repl-diskless-sync-delay", "0")
                    .start());
        }
        for (int i = 0; i < servers.size(); i++) {
            say(servers.get(i), "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < MASTERS; i++) {
            say(
                    servers.get(i),
                    "CLUSTER",
                    "ADDSLOTSRANGE",
                    slot(i),
                    Integer.toString(Integer.parseInt(slot(i + 1)) - 1));
        }
        for (RedisServer server : servers) {
            say(
                    servers.get(0),
                    "CLUSTER",
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(server.port()),
                    configured(server, "cluster-port"));
        }
        await().atMost(FORMED)
                .until(() -> servers.stream()
                        .allMatch(server ->
                                text(server, "CLUSTER", "INFO").contains("cluster_known_nodes:" + 2 * MASTERS)));
        for (int i = 0; i < MASTERS; i++) {
            RedisServer replica = servers.get(MASTERS + i);
            String master = text(servers.get(i), "CLUSTER", "MYID");
            await().atMost(FORMED)
                    .until(() -> say(replica, "CLUSTER", "REPLICATE", master).equals(new Reply.Status("OK")));
        }
        await().atMost(FORMED).until(() -> servers.stream().allMatch(ClusterGroup::isOk));
        servers.subList(MASTERS, 2 * MASTERS).forEach(ClusterGroup::awaitReplica);
    }

    /** By which services find it: two of its members. */
    public String url() {
        return servers.subList(1, 3).stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** The master of this key. */
    public RedisServer masterOf(String key) {
        return masterOfSlot(SlotTags.slot(key));
    }

    RedisServer masterOfSlot(int slot) {
        return servers.stream()
                .filter(server -> server.process().isAlive() && isMaster(server))
                .filter(server -> text(server, "CLUSTER", "NODES")
                        .lines()
                        .filter(line -> line.contains("myself"))
                        .anyMatch(line -> has(line, slot)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean has(String line, int slot) {
        String[] parts = line.split(" ", -1);
        for (int i = 8; i < parts.length; i++) {
            String[] range = parts[i].split("-", -1);
            if (parts[i].startsWith("[")) {
                continue;
            }
            if (Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1])) {
                return true;
            }
        }
        return false;
    }

    public static boolean isMaster(RedisServer server) {
        return role(server).get(0).equals("master");
    }

    /** The replica of this master. */
    public RedisServer replicaOf(RedisServer master) {
        return servers.stream()
                .filter(server -> server != master && server.process().isAlive())
                .filter(server -> role(server).contains("Count[value=" + master.port() + "]"))
                .findFirst()
                .orElseThrow();
    }

    /** Has a master's replica take its place, as an operator would. */
    public void handOver(RedisServer master) {
        say(replicaOf(master), "CLUSTER", "FAILOVER");
    }

    /** Kills a master; what it has acknowledged during its last words has not reached its replica. */
    public void killUnreplicated(RedisServer master, Runnable lastWords) {
        RedisServer replica = replicaOf(master);
        replica.pause();
        say(master, "CLIENT", "KILL", "TYPE", "replica");
        lastWords.run();
        master.kill();
        replica.resume();
    }

    /** Waits until the cluster is whole without this one among its masters. */
    public void awaitMastersWithout(RedisServer before) {
        await().atMost(FORMED)
                .until(() -> servers.stream()
                        .filter(server -> server.process().isAlive())
                        .allMatch(server -> isOk(server)
                                && masters(server).noneMatch(line -> line.contains(":" + before.port() + "@"))));
    }

    /** Moves a slot whose keys are few; the last of them goes before {@code meanwhile}, and the slot after it. */
    void moveSlot(String slot, RedisServer from, RedisServer to, Runnable meanwhile) {
        String source = text(from, "CLUSTER", "MYID");
        String target = text(to, "CLUSTER", "MYID");
        say(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", source);
        say(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        ((Reply.Items) say(from, "CLUSTER", "GETKEYSINSLOT", slot, "100"))
                .items()
                .forEach(key -> say(from, "DEL", ((Reply.Data) key).text()));
        meanwhile.run();
        say(to, "CLUSTER", "SETSLOT", slot, "NODE", target);
        say(from, "CLUSTER", "SETSLOT", slot, "NODE", target);
    }

    /** Has a silent master's replica take its place no sooner. */
    void failOverAfter(Duration silence) {
        servers.forEach(
                server -> say(server, "CONFIG", "SET", "cluster-node-timeout", Long.toString(silence.toMillis())));
    }

    /** Moves a slot and its keys. */
    void moveWithKeys(String slot, RedisServer from, RedisServer to) {
        String source = text(from, "CLUSTER", "MYID");
        String target = text(to, "CLUSTER", "MYID");
        say(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", source);
        say(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        String port = Integer.toString(to.port());
        ((Reply.Items) say(from, "CLUSTER", "GETKEYSINSLOT", slot, "100"))
                .items()
                .forEach(key -> say(from, "MIGRATE", "127.0.0.1", port, ((Reply.Data) key).text(), "0", "5000"));
        say(to, "CLUSTER", "SETSLOT", slot, "NODE", target);
        say(from, "CLUSTER", "SETSLOT", slot, "NODE", target);
    }

    /** Waits until this one has what its master has. */
    public static void awaitReplica(RedisServer server) {
        await().atMost(FORMED).until(() -> {
            List<String> role = role(server);
            return role.get(0).equals("slave") && role.get(3).equals("connected");
        });
    }

    private static boolean isOk(RedisServer server) {
        return masters(server).count() == MASTERS
                && text(server, "CLUSTER", "INFO").contains("cluster_state:ok");
    }

    /** Those with slots, as this one knows them. */
    private static Stream<String> masters(RedisServer server) {
        return text(server, "CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("master") && !line.contains("fail") && line.split(" ", -1).length > 8);
    }

    private static String slot(int master) {
        return Integer.toString(SlotTags.SLOTS * master / MASTERS);
    }

    private static String configured(RedisServer server, String name) {
        return ((Reply.Data) ((Reply.Items) say(server, "CONFIG", "GET", name))
                        .items()
                        .get(1))
                .text();
    }

    private static List<String> role(RedisServer server) {
        return ((Reply.Items) say(server, "ROLE"))
                .items().stream()
                        .map(item -> item instanceof Reply.Data data ? data.text() : item.toString())
                        .toList();
    }

    private static String text(RedisServer server, String... words) {
        return ((Reply.Data) say(server, words)).text();
    }

    /** Tells one server something, over a connection of its own. */
    static Reply say(RedisServer server, String... words) {
        try (RedisConnection connection = RedisConnection.open(server.url(), PATIENCE)) {
            return connection.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
