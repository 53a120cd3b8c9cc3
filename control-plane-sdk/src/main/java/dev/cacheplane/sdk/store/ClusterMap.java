package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
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
                    String name = master.get(0) instanceof byte[] text ? new String(text, UTF_8) : "";
                    return new Range(
                            number(parts.get(0)),
                            number(parts.get(1)),
                            new RedisPlace.Host(
                                    name.isEmpty() || name.equals("?") ? asked.name() : name, number(master.get(1))));
                })
                .toList());
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
