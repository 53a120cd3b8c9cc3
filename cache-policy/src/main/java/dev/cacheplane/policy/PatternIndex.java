package dev.cacheplane.policy;

import dev.cacheplane.policy.EndpointPattern.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a service, compiled into a trie over their segments.
 *
 * <h2>Branch and bound</h2>
 *
 * Each endpoint has a rank, its place in the order of precedence. Each node knows the best rank below it. The search
 * walks the nodes that fit the path, the most specific branch first, and leaves out those below which nothing better than
 * what was found can stand. So precedence is what {@link EndpointId#compareTo} says and nothing else: the order of the
 * walk matters for speed alone. A path of n segments visits a node at most n times for each {@code **} above it, and a
 * pattern has at most two.
 *
 * @param <V> what stands at an endpoint
 */
final class PatternIndex<V> {
    private static final int NONE = Integer.MAX_VALUE;

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>(4);
        final Map<Kind, Node> wildcards = new EnumMap<>(Kind.class);

        /** Ranks of the endpoints that end here, by method; under null the one for any method. */
        final Map<@Nullable String, Integer> ends = new HashMap<>(2);

        int bestBelow = NONE;

        int rank(String method) {
            Integer explicit = ends.get(method);
            Integer rank = explicit != null ? explicit : ends.get(null);
            return rank != null ? rank : NONE;
        }
    }

    private final Node root = new Node();
    private final List<V> byRank;

    /** @param endpoints in order of precedence */
    PatternIndex(Map<EndpointId, V> endpoints) {
        int rank = 0;
        for (EndpointId id : endpoints.keySet()) {
            add(id, rank++);
        }
        byRank = List.copyOf(endpoints.values());
    }

    private void add(EndpointId id, int rank) {
        Node node = root;
        node.bestBelow = Math.min(node.bestBelow, rank);
        for (EndpointPattern.Segment segment : id.pattern().segments()) {
            node = child(node, segment);
            node.bestBelow = Math.min(node.bestBelow, rank);
        }
        node.ends.put(id.method(), rank);
    }

    private static Node child(Node node, EndpointPattern.Segment segment) {
        return segment.kind() == Kind.LITERAL
                ? node.literals.computeIfAbsent(segment.text(), text -> new Node())
                : node.wildcards.computeIfAbsent(segment.kind(), kind -> new Node());
    }

    /** What stands at the endpoint that governs the request, or null if none matches. */
    @Nullable
    V find(String method, EndpointPath path) {
        int rank = best(root, method, path.segments(), 0, NONE);
        return rank == NONE ? null : byRank.get(rank);
    }

    private static int best(@Nullable Node node, String method, List<String> path, int at, int found) {
        if (node == null || node.bestBelow >= found) {
            return found;
        }
        int best = found;
        if (at == path.size()) {
            best = Math.min(best, node.rank(method));
        } else {
            best = best(node.literals.get(path.get(at)), method, path, at + 1, best);
            best = best(node.wildcards.get(Kind.VARIABLE), method, path, at + 1, best);
            best = best(node.wildcards.get(Kind.ANY), method, path, at + 1, best);
        }
        Node anyNumber = node.wildcards.get(Kind.ANY_NUMBER);
        for (int next = at; next <= path.size() && anyNumber != null; next++) {
            best = best(anyNumber, method, path, next, best);
        }
        return best;
    }
}
