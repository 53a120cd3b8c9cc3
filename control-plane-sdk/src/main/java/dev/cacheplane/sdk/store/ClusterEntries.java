package dev.cacheplane.sdk.store;

import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Entries in a cluster: what is not about one key is asked of all masters. */
final class ClusterEntries extends RedisEntries {
    /** One master, and the way to it alone, whose failures are reported to nobody. */
    record Node(RedisPlace.Host master, RedisLink link, RedisEntries entries) {}

    private final RedisLink all;
    private final List<Node> nodes;
    private final ToIntFunction<RedisPlace.Host> slots;

    /**
     * @param all over which commands find their way by their keys, and failures are reported
     * @param slots one that a master has now, the same before and after a failover
     */
    ClusterEntries(RedisLink all, List<Node> nodes, ToIntFunction<RedisPlace.Host> slots) {
        super(all);
        this.all = all;
        this.nodes = List.copyOf(nodes);
        this.slots = slots;
    }

    /** A key of this master's own. */
    private String own(Node node, String prefix, String name) {
        return prefix + ":{" + SlotTags.ofSlot(slots.applyAsInt(node.master())) + "}:" + name;
    }

    @Override
    void prepare(Duration within) {
        for (Node node : nodes) {
            for (Script script : Script.values()) {
                node.link()
                        .call(
                                "SCRIPT LOAD",
                                within,
                                () -> node.link().commands().scriptLoad(script.text()));
            }
        }
        super.prepare(within);
    }

    @Override
    void probe(Duration within) {
        long until = System.nanoTime() + within.toNanos();
        List<AsyncCommand<String, byte[], Long>> asked = nodes.stream()
                .map(node -> Commands.del(own(node, "lease", "probe")))
                .toList();
        all.send("DEL", asked);
        all.answer("DEL", together(asked), within, until);
    }

    /** At each master: what one lacks of its predecessor's data says nothing of the others. */
    @Override
    void beat(String key, long millis, Collection<String> warm) {
        nodes.forEach(node -> super.beat(own(node, "beat", key), millis, List.of()));
        touch(warm);
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        Duration longest = Duration.ZERO;
        for (Node node : nodes) {
            Optional<Duration> since = super.sinceBeat(own(node, "beat", beat), within);
            if (since.isEmpty()) {
                return Optional.empty();
            }
            longest = longest.compareTo(since.get()) < 0 ? since.get() : longest;
        }
        return Optional.of(longest);
    }

    /**
     * Through all masters, and then once more: a key that moves while it is looked for, to a master that has been gone through, is there the second time. A cursor is the number of a step and
     * a master's own cursor, but for the first, which all begin with.
     */
    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        int colon = cursor.indexOf(':');
        int step = colon < 0 ? 0 : Integer.parseInt(cursor.substring(0, colon));
        int steps = 2 * nodes.size();
        if (step >= steps) {
            throw new StoreUnavailableException(
                    "The cluster has fewer masters than when its keys began to be gone through");
        }
        KeyPage page = nodes.get(step % nodes.size()).entries().scanEntries(glob, cursor.substring(colon + 1), within);
        if (!page.isLast()) {
            return new KeyPage(page.keys(), step + ":" + page.next());
        }
        return new KeyPage(page.keys(), step + 1 < steps ? (step + 1) + ":" + KeyPage.START : KeyPage.START);
    }
}
