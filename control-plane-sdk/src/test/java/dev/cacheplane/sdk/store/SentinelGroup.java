package dev.cacheplane.sdk.store;

import static org.awaitility.Awaitility.await;

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

/** A master, two replicas, and three sentinels that watch them. */
public final class SentinelGroup implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FORMED = Duration.ofSeconds(60);
    private static final String NAME = "mymaster";

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    public SentinelGroup() {
        RedisServer first = server().start();
        servers.add(first);
        for (int i = 0; i < 2; i++) {
            servers.add(server().config("replicaof 127.0.0.1", Integer.toString(first.port()))
                    .start());
        }
        for (int i = 0; i < 3; i++) {
            sentinels.add(RedisServer.builder()
                    .sentinel()
                    .config("sentinel monitor " + NAME + " 127.0.0.1 " + first.port(), "2")
                    .config("sentinel down-after-milliseconds " + NAME, "1000")
                    .config("sentinel failover-timeout " + NAME, "5000")
                    .start());
        }
        await().atMost(FORMED).until(() -> sentinels.stream().allMatch(this::isFormed));
        servers.stream().filter(server -> server != first).forEach(this::awaitReplica);
    }

    /** One that begins to replicate at once, not after 5 s in which others could join. */
    private static RedisServer.Builder server() {
        return RedisServer.builder().config("repl-diskless-sync-delay", "0");
    }

    /** By which services find it. */
    public String url() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#" + NAME));
    }

    public List<RedisServer> sentinels() {
        return sentinels;
    }

    /** The one that is the master, as most of the sentinels say. */
    public RedisServer master() {
        List<Integer> ports = sentinels.stream()
                .filter(sentinel -> sentinel.process().isAlive())
                .map(sentinel -> Integer.parseInt(ask(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                        .get(1)))
                .sorted()
                .toList();
        return at(ports.get(ports.size() / 2));
    }

    /** Waits until the sentinels name another master than this. */
    public void awaitMasterOtherThan(RedisServer before) {
        await().atMost(FORMED).until(() -> master() != before);
    }

    /** Waits until this one has what the master has, as it should when it has come back. */
    public void awaitReplica(RedisServer server) {
        await().atMost(FORMED).until(() -> {
            List<String> role = ask(server, "ROLE");
            return role.get(0).equals("slave") && role.get(3).equals("connected");
        });
    }

    /** Kills the master; what it has acknowledged during its last words has reached no replica. */
    public void killUnreplicated(RedisServer master, Runnable lastWords) {
        List<RedisServer> replicas = servers.stream()
                .filter(server -> server != master && server.process().isAlive())
                .toList();
        replicas.forEach(RedisServer::pause);
        say(master, "CLIENT", "KILL", "TYPE", "replica");
        lastWords.run();
        master.kill();
        replicas.forEach(RedisServer::resume);
    }

    private boolean isFormed(RedisServer sentinel) {
        List<String> members = ask(sentinel, "SENTINEL", "MASTER", NAME);
        return member(members, "num-slaves").equals("2")
                && member(members, "num-other-sentinels").equals("2");
    }

    private static String member(List<String> members, String name) {
        return members.get(members.indexOf(name) + 1);
    }

    private RedisServer at(int port) {
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ask(RedisServer server, String... words) {
        return ((Reply.Items) say(server, words))
                .items().stream()
                        .map(item -> item instanceof Reply.Data data ? data.text() : item.toString())
                        .toList();
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
        Stream.concat(sentinels.stream(), servers.stream()).forEach(RedisServer::close);
    }
}
