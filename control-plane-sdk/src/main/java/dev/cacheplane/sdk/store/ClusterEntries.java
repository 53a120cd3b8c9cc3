package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Entries in a cluster: what is not about one key is asked of all masters. */
final class ClusterEntries extends RedisEntries {
    /**
     * One master.
     *
     * @param slot one that it has, the same before and after a failover
     */
    record Node(RedisLink link, RedisEntries entries, int slot) {
        /** A key of this master's own. */
        private String own(String prefix, String name) {
            return prefix + ":{" + SlotTags.ofSlot(slot) + "}:" + name;
        }
    }

    private final List<Node> nodes;

    /** @param all over which commands find their way by their keys */
    ClusterEntries(RedisLink all, List<Node> nodes) {
        super(all);
        this.nodes = List.copyOf(nodes);
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
        for (Node node : nodes) {
            node.link().call("DEL", within, () -> node.link().commands().del(node.own("lease", "probe")));
        }
    }

    /** At each master: what one lacks of its predecessor's data says nothing of the others. */
    @Override
    void beat(String key, long millis, Collection<String> warm) {
        nodes.forEach(node -> node.entries().beat(node.own("beat", key), millis, List.of()));
        touch(warm);
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        Duration longest = Duration.ZERO;
        for (Node node : nodes) {
            Optional<Duration> since = node.entries().sinceBeat(node.own("beat", beat), within);
            if (since.isEmpty()) {
                return Optional.empty();
            }
            longest = longest.compareTo(since.get()) < 0 ? since.get() : longest;
        }
        return Optional.of(longest);
    }

    /** A cursor is the number of a master and its own cursor, but for the first, which all begin with. */
    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        int colon = cursor.indexOf(':');
        int at = colon < 0 ? 0 : Integer.parseInt(cursor.substring(0, colon));
        KeyPage page = nodes.get(at).entries().scanEntries(glob, cursor.substring(colon + 1), within);
        if (!page.isLast()) {
            return new KeyPage(page.keys(), at + ":" + page.next());
        }
        return new KeyPage(page.keys(), at + 1 < nodes.size() ? (at + 1) + ":" + KeyPage.START : KeyPage.START);
    }
}
