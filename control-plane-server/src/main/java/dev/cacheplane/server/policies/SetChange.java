package dev.cacheplane.server.policies;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import java.util.List;
import java.util.Map;
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

    /** The endpoints that are new or say something else now. */
    Map<EndpointId, PolicyLayer> written() {
        Map<EndpointId, PolicyLayer> written = new TreeMap<>(after.endpoints());
        written.entrySet().removeAll(before.endpoints().entrySet());
        return written;
    }

    /** The endpoints that are gone or say something else now, as they were written before. */
    List<EndpointId> outdated() {
        return before.endpoints().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.endpoints().get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
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
