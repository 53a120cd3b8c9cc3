package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.EntryCodec.text;
import static java.util.Comparator.comparingInt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which master of a cluster has which slots. All slots are somebody's. */
record ClusterMap(List<Range> ranges) {
    /** @param to inclusive */
    record Range(int from, int to, RedisPlace.Host master) {}

    ClusterMap {
        ranges = ranges.stream().sorted(comparingInt(Range::from)).toList();
        int covered =
                ranges.stream().mapToInt(range -> range.to() - range.from() + 1).sum();
        if (covered != SlotTags.SLOTS) {
            throw new StoreUnavailableException("only " + covered + " of the cluster's slots have a master");
        }
    }

    /**
     * Reads the answer of {@code CLUSTER SLOTS}.
     *
     * @param asked whose name stands for an empty one in its answer
     */
    static ClusterMap of(List<Object> slots, RedisPlace.Host asked) {
        return new ClusterMap(slots.stream()
                .map(range -> {
                    List<?> parts = (List<?>) range;
                    List<?> master = (List<?>) parts.get(2);
                    return new Range(
                            number(parts.get(0)),
                            number(parts.get(1)),
                            new RedisPlace.Host(name(master, asked), number(master.get(1))));
                })
                .toList());
    }

    /** Where a cluster goes by host names, {@code ?} stands for that of a master which has none, or of which it is not known yet; its address is told beside it. */
    private static String name(List<?> master, RedisPlace.Host asked) {
        String name = text(master.get(0));
        if (name.isEmpty()) {
            return asked.name();
        }
        return name.equals("?") ? address(master) : name;
    }

    private static String address(List<?> master) {
        if (master.size() > 3 && master.get(3) instanceof List<?> metadata) {
            for (int i = 0; i + 1 < metadata.size(); i += 2) {
                if (text(metadata.get(i)).equals("ip")) {
                    return text(metadata.get(i + 1));
                }
            }
        }
        throw new StoreUnavailableException("a master of the cluster has no name");
    }

    private static int number(Object integer) {
        return Math.toIntExact((Long) integer);
    }

    /** Each master with the lowest of its slots, in the order of these. */
    Map<RedisPlace.Host, Integer> lowestSlots() {
        Map<RedisPlace.Host, Integer> lowest = new LinkedHashMap<>();
        ranges.forEach(range -> lowest.putIfAbsent(range.master(), range.from()));
        return lowest;
    }

    Set<RedisPlace.Host> masters() {
        return lowestSlots().keySet();
    }
}
