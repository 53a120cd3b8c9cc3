package dev.cacheplane.server.policies;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What differs between two sets of one service, level by level. */
record SetChange(PolicySet before, PolicySet after) {
    boolean isEmpty() {
        return !changesDefaults() && written().isEmpty() && outdated().isEmpty();
    }

    boolean changesDefaults() {
        return !before.serviceDefaults().equals(after.serviceDefaults());
    }

    /** The endpoints that are new, say something else now, or name their variables otherwise. */
    Map<EndpointId, PolicyLayer> written() {
        return missing(after, before);
    }

    /** The endpoints that are no longer as they were before, as they were written then. */
    Set<EndpointId> outdated() {
        return missing(before, after).keySet();
    }

    /** The endpoints of one set that are not in the other, to the letter: equal ids may name their variables differently. */
    private static Map<EndpointId, PolicyLayer> missing(PolicySet set, PolicySet other) {
        Map<String, PolicyLayer> others = new HashMap<>();
        other.endpoints().forEach((id, layer) -> others.put(id.toString(), layer));
        Map<EndpointId, PolicyLayer> missing = new TreeMap<>(set.endpoints());
        missing.entrySet()
                .removeIf(entry ->
                        entry.getValue().equals(others.get(entry.getKey().toString())));
        return missing;
    }

    /** One line for each level that changed. */
    Stream<String> lines() {
        Stream<String> defaults = changesDefaults()
                ? Stream.of("defaults are now " + after.serviceDefaults().settings())
                : Stream.empty();
        Stream<String> written = written().entrySet().stream()
                .map(entry -> entry.getKey() + " is now " + entry.getValue().settings());
        Stream<String> removed = outdated().stream()
                .filter(id -> !after.endpoints().containsKey(id))
                .map(id -> id + " is removed");
        return Stream.of(defaults, written, removed).flatMap(lines -> lines);
    }
}
