package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All masters of a cluster that have slots. They are asked who they are before each connection, and a few times a second from then on; when others have come, or one
 * is lost, all connections are made anew. Slots that move from one to another of them are followed.
 */
final class Cluster implements Topology {
    private static final Pattern EPOCH = Pattern.compile("^cluster_current_epoch:([0-9]+)", Pattern.MULTILINE);

    private final Set<RedisPlace.Host> seeds;
    private final RedisConnector connector;
    private final Panel<ClusterMap> panel;
    private Set<RedisPlace.Host> known = Set.of();
    private Map<RedisPlace.Host, Pulse> pulses = Map.of();
    private @Nullable ClusterWriter writer;
    private volatile Panel.@Nullable Finding<ClusterMap> latest;

    Cluster(RedisPlace.Cluster cluster, RedisConnector connector) {
        this.seeds = Set.copyOf(cluster.seeds());
        this.connector = connector;
        this.panel = new Panel<>(
                member -> new Witness<>(() -> connector.connectToMember(member), link -> question(member, link)));
    }

    @Override
    public RedisSession connect(Duration within, RedisLink.Outcomes outcomes) {
        Set<RedisPlace.Host> members = new HashSet<>(seeds);
        members.addAll(known);
        ClusterMap map = map(members, within);
        Map<RedisPlace.Host, StatefulRedisConnection<String, byte[]>> connections = new LinkedHashMap<>();
        try {
            map.masters().forEach(master -> connections.put(master, connector.open(master, within)));
            RedisSession session = session(map, connections, within, outcomes);
            known = map.masters();
            return session;
        } catch (StoreUnavailableException e) {
            connections.values().forEach(connection -> {
                var unused = connection.closeAsync();
            });
            throw e;
        }
    }

    private RedisSession session(
            ClusterMap map,
            Map<RedisPlace.Host, StatefulRedisConnection<String, byte[]>> connections,
            Duration within,
            RedisLink.Outcomes outcomes) {
        List<RedisNode> nodes = new ArrayList<>();
        List<ClusterEntries.Node> parts = new ArrayList<>();
        Map<RedisPlace.Host, Pulse> beating = new LinkedHashMap<>();
        map.masters().forEach(master -> {
            RedisLink link = new RedisLink(requireNonNull(connections.get(master)), RedisLink.UNHEEDED);
            RedisEntries entries = new RedisEntries(link);
            nodes.add(new RedisNode(master, entries.runId(within)));
            parts.add(new ClusterEntries.Node(master, link, entries));
            beating.put(master, new Pulse(link));
        });
        ClusterWriter routes = new ClusterWriter(connector.resources(), connections, map);
        RedisLink all = new RedisLink(new ClusterConnection(routes, connector.options(), within), outcomes);
        ClusterEntries entries = new ClusterEntries(all, parts, routes::lowestSlot);
        try {
            entries.prepare(within);
        } catch (StoreUnavailableException e) {
            all.disconnect();
            throw e;
        }
        writer = routes;
        pulses = beating;
        return new RedisSession(all, entries, nodes);
    }

    @Override
    public Optional<String> fault(RedisSession session, Duration within) {
        try {
            long now = System.nanoTime();
            List<RedisPlace.Host> silent = pulses.entrySet().stream()
                    .filter(pulse -> pulse.getValue().isMissing(now))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!silent.isEmpty()) {
                return Optional.of("no answer of the masters " + silent);
            }
            Set<RedisPlace.Node> used = places(session);
            ClusterMap map = map(known, within);
            if (!used.equals(map.masters())) {
                return Optional.of("the cluster's masters are " + map.masters() + " now");
            }
            if (writer != null) {
                writer.follow(map);
            }
            return Optional.empty();
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong agreedAt(RedisSession session, long now) {
        Panel.Finding<ClusterMap> finding = latest;
        return finding != null
                        && finding.ofMost()
                        && places(session).equals(finding.what().masters())
                ? OptionalLong.of(Math.min(now, finding.at()))
                : OptionalLong.empty();
    }

    @Override
    public Duration settling() {
        return Sentinels.SETTLING;
    }

    private static Set<RedisPlace.Node> places(RedisSession session) {
        return session.nodes().stream().map(RedisNode::place).collect(Collectors.toUnmodifiableSet());
    }

    private ClusterMap map(Set<RedisPlace.Host> members, Duration within) {
        try {
            Panel.Finding<ClusterMap> finding = panel.ask(members, within);
            latest = finding;
            return finding.what();
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException("no member of the cluster says that it is whole", e);
        }
    }

    private static CompletableFuture<Witness.Answer<ClusterMap>> question(RedisPlace.Host member, RedisLink link) {
        AsyncCommand<String, byte[], byte[]> info =
                Commands.command(CommandType.CLUSTER, new ValueOutput<>(RedisLink.CODEC), args -> args.add("INFO"));
        AsyncCommand<String, byte[], List<Object>> slots = Commands.command(
                CommandType.CLUSTER, new NestedMultiOutput<>(RedisLink.CODEC), args -> args.add("SLOTS"));
        link.send("CLUSTER", List.of(info, slots));
        return info.toCompletableFuture()
                .thenCombine(
                        slots.toCompletableFuture(),
                        (state, ranges) -> answer(new String(state, UTF_8), ClusterMap.of(ranges, member)));
    }

    private static Witness.Answer<ClusterMap> answer(String info, ClusterMap map) {
        Matcher epoch = EPOCH.matcher(info);
        if (!info.contains("cluster_state:ok") || !epoch.find()) {
            throw new StoreUnavailableException("the cluster is down");
        }
        return new Witness.Answer<>(map, Long.parseLong(epoch.group(1)));
    }
}
