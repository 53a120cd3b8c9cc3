package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.ServiceName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of one service's generations: keys in the store, all in one slot, and what metadata calls them. Thread-safe. */
final class GenerationNames {
    /** Names that are remembered: tags may be as many as there are rows. */
    private static final int MOST = 10_000;

    private final String prefix;
    private final Map<EndpointId, String> endpoints = new ConcurrentHashMap<>(); // as many as have been configured
    private final Map<String, String> written = new ConcurrentHashMap<>(); // as many as MOST, as the next
    private final Map<String, String> names = new ConcurrentHashMap<>();

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
        return endpoints.computeIfAbsent(id, this::made);
    }

    private String made(EndpointId id) {
        return prefix
                + "endpoint:"
                + (id.method() == null ? "" : id.method() + " ")
                + id.pattern().identity();
    }

    /** Of the endpoints with this pattern, whatever their method. */
    List<String> endpoints(EndpointPattern pattern, Iterable<EndpointId> configured) {
        List<String> names = new ArrayList<>();
        names.add(made(EndpointId.of(pattern))); // not remembered: it may be any
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

    /** What governs the usability of all of an endpoint's entries: the service, the endpoint, the policy's tags. */
    List<String> of(@Nullable EndpointId matched, List<String> policyTags) {
        List<String> names = new ArrayList<>(2 + policyTags.size());
        names.add(service());
        if (matched != null) {
            names.add(endpoint(matched));
        }
        policyTags.forEach(tag -> names.add(tag(tag)));
        return List.copyOf(names);
    }

    /** These, and those of an entry's own tags. */
    List<String> with(List<String> names, List<String> keyTags) {
        return keyTags.isEmpty()
                ? names
                : Stream.concat(names.stream(), keyTags.stream().map(this::tag))
                        .distinct()
                        .toList();
    }

    boolean isOne(String key) {
        return key.startsWith(prefix);
    }

    /** What metadata calls it: without the prefix, encoded as in HTML forms. */
    String written(String name) {
        return remembered(written, name, known -> URLEncoder.encode(known.substring(prefix.length()), UTF_8));
    }

    /**
     * The name of what metadata calls so.
     *
     * @throws IllegalArgumentException if it is not encoded so
     */
    String ofWritten(String written) {
        return remembered(names, written, unknown -> prefix + URLDecoder.decode(unknown, UTF_8));
    }

    private static String remembered(Map<String, String> memory, String key, UnaryOperator<String> making) {
        String known = memory.get(key);
        if (known == null) {
            known = making.apply(key);
            if (memory.size() >= MOST) {
                memory.clear();
            }
            memory.put(key, known);
        }
        return known;
    }
}
