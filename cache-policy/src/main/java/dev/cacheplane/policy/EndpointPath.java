package dev.cacheplane.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request in its canonical form, such as {@code /products/7}: no query, no trailing slash, percent-encoded
 * only where needed. {@code /products/} is {@code /products}, and {@code /%70roducts} is as well.
 *
 * <p>Immutable. Two paths are equal if their texts are.
 */
public final class EndpointPath {
    private final String text;

    private EndpointPath(String text) {
        this.text = text;
    }

    /**
     * Reads a path as it stands in a request line, undecoded. Most paths are canonical as they are sent: then this is one
     * look at each character.
     *
     * @throws InvalidPathException if two servers could read it in two ways: dot segments, {@code //}, {@code ;},
     *     encoded slashes, control characters, invalid encoding; or if it is over 1,024 characters or 64 segments
     */
    public static EndpointPath parse(String rawPath) {
        if (!PathSegments.isPlain(rawPath)) {
            return new EndpointPath("/" + String.join("/", canonical(PathSegments.split(rawPath))));
        }
        boolean slashAtEnd = rawPath.length() > 1 && rawPath.endsWith("/");
        return new EndpointPath(slashAtEnd ? rawPath.substring(0, rawPath.length() - 1) : rawPath);
    }

    private static List<String> canonical(List<String> segments) {
        return segments.stream().map(PathSegments::canonical).toList();
    }

    /** The segments in canonical form; empty for {@code /}. */
    public List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (int slash = start(); slash < end(); slash = after(slash)) {
            segments.add(text.substring(slash + 1, after(slash)));
        }
        return List.copyOf(segments);
    }

    /** The text that {@link #start}, {@link #after} and {@link #end} are places in: that of {@link #toString}. */
    String text() {
        return text;
    }

    /** Where a walk over the segments begins: at the first one's slash. */
    int start() {
        return text.length() == 1 ? end() : 0;
    }

    /** Where it is over. */
    int end() {
        return text.length();
    }

    /** Where the segment ends whose slash is there: at the next one's slash, or at the {@link #end}. */
    int after(int slash) {
        int next = text.indexOf('/', slash + 1);
        return next < 0 ? end() : next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EndpointPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
