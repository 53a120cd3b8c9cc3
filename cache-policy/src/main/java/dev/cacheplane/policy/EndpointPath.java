package dev.cacheplane.policy;

import java.util.List;

/**
 * The path of a request in its canonical form, such as {@code /products/7}: no query, no trailing slash, percent-encoded
 * only where needed. {@code /products/} is {@code /products}, and {@code /%70roducts} is as well.
 *
 * @param segments the segments in canonical form; empty for {@code /}
 */
public record EndpointPath(List<String> segments) {

    /** Copies the segments, which are taken to be canonical already: use {@link #parse}. */
    public EndpointPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a path as it stands in a request line, undecoded.
     *
     * @throws InvalidPathException if two servers could read it in two ways: dot segments, {@code //}, {@code ;},
     *     encoded slashes, control characters, invalid encoding; or if it is over 1,024 characters or 64 segments
     */
    public static EndpointPath parse(String rawPath) {
        return new EndpointPath(PathSegments.split(rawPath).stream()
                .map(PathSegments::canonical)
                .toList());
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
