package dev.cacheplane.policy;

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

    /** What may come next, and which endpoints end here. Not changed any more when the index is made. */
    static final class Node {
        final Literals literals = new Literals();

        @Nullable
        Node variable;

        @Nullable
        Node any;

        @Nullable
        Node anyNumber;

        /** Ranks of the endpoints that end here, by method; under null the one for any method. */
        final Map<@Nullable String, Integer> ends = new HashMap<>(2);

        int bestBelow = NONE;

        Node next(EndpointPattern.Segment segment) {
            switch (segment.kind()) {
                case LITERAL -> {
                    return literals.at(segment.text());
                }
                case VARIABLE -> {
                    variable = orNew(variable);
                    return variable;
                }
                case ANY -> {
                    any = orNew(any);
                    return any;
                }
                default -> {
                    anyNumber = orNew(anyNumber);
                    return anyNumber;
                }
            }
        }

        private static Node orNew(@Nullable Node node) {
            return node == null ? new Node() : node;
        }

        boolean isLeaf() {
            return literals.isEmpty() && variable == null && any == null && anyNumber == null;
        }

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
            node = node.next(segment);
            node.bestBelow = Math.min(node.bestBelow, rank);
        }
        node.ends.put(id.method(), rank);
    }

    /** What stands at the endpoint that governs the request, or null if none matches. */
    @Nullable
    V find(String method, EndpointPath path) {
        int rank = best(root, method, path, path.start(), NONE);
        return rank == NONE ? null : byRank.get(rank);
    }

    /** @param at a place in the path: at a slash, or its end */
    private static int best(@Nullable Node node, String method, EndpointPath path, int at, int found) {
        if (node == null || node.bestBelow >= found) {
            return found;
        }
        int best = found;
        if (at == path.end()) {
            best = Math.min(best, node.rank(method));
        } else {
            int next = path.after(at);
            best = best(node.literals.find(path.text(), at + 1, next), method, path, next, best);
            best = best(node.variable, method, path, next, best);
            best = best(node.any, method, path, next, best);
        }
        Node anyNumber = node.anyNumber;
        if (anyNumber != null) {
            // Behind a last ** stands nothing, so it can only take all that is left.
            for (int next = anyNumber.isLeaf() ? path.end() : at; next < path.end(); next = path.after(next)) {
                best = best(anyNumber, method, path, next, best);
            }
            best = best(anyNumber, method, path, path.end(), best);
        }
        return best;
    }
}
