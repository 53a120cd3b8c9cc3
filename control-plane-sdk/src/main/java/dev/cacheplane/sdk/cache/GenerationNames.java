package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The names of one service's generations: keys in the store, all in one slot, and the shorter names that metadata uses. Thread-safe. */
final class GenerationNames {
    private final String prefix;
    private final Map<EndpointId, String> endpoints = new ConcurrentHashMap<>(); // as many as have been configured

    GenerationNames(ServiceName service) {
        this.prefix = "gen:{" + service.value() + "}:";
    }

    /** What all of them begin with. */
    String prefix() {
        return prefix;
    }

    /** Of everything. */
    String service() {
        return prefix + "service";
    }

    /** Of what one configured endpoint governs. */
    String endpoint(EndpointId id) {
        return endpoints.computeIfAbsent(
                id,
                named -> prefix
                        + "endpoint:"
                        + (named.method() == null ? "" : named.method() + " ")
                        + named.pattern().identity());
    }

    /** Of the endpoints with this pattern, whatever their method. */
    List<String> endpoints(EndpointPattern pattern, Iterable<EndpointId> configured) {
        List<String> names = new ArrayList<>();
        names.add(endpoint(EndpointId.of(pattern)));
        for (EndpointId id : configured) {
            if (id.method() != null && id.pattern().equals(pattern)) {
                names.add(endpoint(id));
            }
        }
        return names;
    }

    /** Of what bears one tag. */
    String tag(String tag) {
        return prefix + "tag:" + tag;
    }

    /** The tag clock: new with each new generation of any tag. */
    String clock() {
        return prefix + "tags";
    }

    /** What governs an entry's usability: the service, its endpoint, its tags. */
    List<String> of(@Nullable EndpointId matched, List<String> policyTags, List<String> keyTags) {
        List<String> names = new ArrayList<>(2 + policyTags.size() + keyTags.size());
        names.add(service());
        if (matched != null) {
            names.add(endpoint(matched));
        }
        policyTags.forEach(tag -> names.add(tag(tag)));
        keyTags.stream().map(this::tag).filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    boolean isOne(String key) {
        return key.startsWith(prefix);
    }

    String shortened(String name) {
        return name.substring(prefix.length());
    }

    String full(String shortName) {
        return prefix + shortName;
    }
}
