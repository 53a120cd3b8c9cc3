package dev.cacheplane.policy;

import org.jspecify.annotations.Nullable;

/**
 * The nodes that literal segments lead to: a hash table that is asked with a stretch of a path, where a map would want a string
 * made of it, for each segment of each request.
 */
final class Literals {
    private record Branch(
            String literal,
            PatternIndex.Node node,
            @Nullable Branch next) {}

    /** As many as a power of two, and no fewer than there are branches. */
    private @Nullable Branch[] buckets = new Branch[1];

    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** The node behind this literal, made if there is none yet. */
    PatternIndex.Node at(String literal) {
        PatternIndex.Node known = find(literal, 0, literal.length());
        if (known != null) {
            return known;
        }
        if (count++ == buckets.length) {
            grow();
        }
        PatternIndex.Node made = new PatternIndex.Node();
        put(literal, made);
        return made;
    }

    /** The node behind the literal that stands there in the text. */
    PatternIndex.@Nullable Node find(String text, int from, int to) {
        if (count == 0) {
            return null;
        }
        for (Branch branch = buckets[bucket(text, from, to)]; branch != null; branch = branch.next()) {
            if (branch.literal().length() == to - from && text.startsWith(branch.literal(), from)) {
                return branch.node();
            }
        }
        return null;
    }

    private int bucket(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash ^ hash >>> 16) & (buckets.length - 1);
    }

    private void put(String literal, PatternIndex.Node node) {
        int bucket = bucket(literal, 0, literal.length());
        buckets[bucket] = new Branch(literal, node, buckets[bucket]);
    }

    private void grow() {
        @Nullable Branch[] before = buckets;
        buckets = new Branch[2 * before.length];
        for (Branch first : before) {
            for (Branch branch = first; branch != null; branch = branch.next()) {
                put(branch.literal(), branch.node());
            }
        }
    }
}
