package dev.cacheplane.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which paths an endpoint answers: {@code /products}, {@code /products/{id}}, {@code /files/**}.
 *
 * <p>A segment is a literal, a variable ({@code {id}}, also written {@code :id}), {@code *} or {@code **}. A variable
 * and {@code *} stand for exactly one segment, {@code **} for any number, none included; a pattern has at most two
 * {@code **}. Two patterns that differ only in the names of their variables are equal.
 *
 * <p>The order is precedence, the more specific first: segments are compared from the left, a literal before a variable
 * before {@code *} before the pattern's end before {@code **}.
 */
public final class EndpointPattern implements Comparable<EndpointPattern> {
    /** What a segment may be, the most specific first. */
    enum Kind {
        LITERAL,
        VARIABLE,
        ANY,
        /** Not a segment: the pattern has ended. */
        END,
        ANY_NUMBER
    }

    /** @param text the canonical literal, the variable's name, or the stars */
    record Segment(Kind kind, String text) {
        boolean accepts(String pathSegment) {
            return kind != Kind.LITERAL || text.equals(pathSegment);
        }

        String identity() {
            return kind == Kind.VARIABLE ? "{}" : text;
        }

        @Override
        public String toString() {
            return kind == Kind.VARIABLE ? "{" + text + "}" : text;
        }
    }

    private static final int MOST_DOUBLE_STARS = 2;
    private static final Pattern VARIABLE =
            Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]{0,63})}|:([A-Za-z_][A-Za-z0-9_-]{0,63})");
    private static final Comparator<EndpointPattern> BY_PRECEDENCE =
            Comparator.comparing(EndpointPattern::kinds, Arrays::compare).thenComparing(pattern -> pattern.identity);

    private final List<Segment> segments;
    private final String identity;
    /** One for each segment, then {@link Kind#END}: compared as a word, this is precedence. */
    private final Kind[] kinds;

    private EndpointPattern(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.kinds = Stream.concat(segments.stream().map(Segment::kind), Stream.of(Kind.END))
                .toArray(Kind[]::new);
        this.identity = segments.stream().map(Segment::identity).collect(Collectors.joining("/", "/", ""));
    }

    /**
     * Reads a pattern; percent-encoding is decoded first, so that {@code /products/%7Bid%7D} is
     * {@code /products/{id}}.
     *
     * @throws InvalidPatternException if it is none, or if no request's path could ever match it
     */
    public static EndpointPattern parse(String text) {
        try {
            List<Segment> segments = new ArrayList<>();
            for (String raw : PathSegments.split(text)) {
                segments.add(segment(raw));
            }
            if (segments.stream().filter(s -> s.kind() == Kind.ANY_NUMBER).count() > MOST_DOUBLE_STARS) {
                throw new InvalidPatternException(
                        "a pattern has at most " + MOST_DOUBLE_STARS + " segments '**': " + Quoted.of(text));
            }
            EndpointPattern pattern = new EndpointPattern(segments);
            // as it is written, which may be longer, it must be possible to read it again
            if (pattern.toString().length() > PathSegments.LONGEST_PATH) {
                throw new InvalidPatternException("a pattern has at most " + PathSegments.LONGEST_PATH
                        + " characters, percent-encoded: " + Quoted.of(text));
            }
            return pattern;
        } catch (InvalidPathException e) {
            throw new InvalidPatternException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The pattern that matches this path alone. */
    public static EndpointPattern exactly(EndpointPath path) {
        return new EndpointPattern(path.segments().stream()
                .map(segment -> new Segment(Kind.LITERAL, segment))
                .toList());
    }

    private static Segment segment(String raw) {
        String decoded = new String(PathSegments.decode(raw), StandardCharsets.UTF_8);
        if (decoded.equals("**")) {
            return new Segment(Kind.ANY_NUMBER, decoded);
        }
        if (decoded.equals("*")) {
            return new Segment(Kind.ANY, decoded);
        }
        var variable = VARIABLE.matcher(decoded);
        if (variable.matches()) {
            return new Segment(Kind.VARIABLE, variable.group(1) != null ? variable.group(1) : variable.group(2));
        }
        if (decoded.startsWith(":") || decoded.matches("(?s).*[{}*].*")) {
            throw new InvalidPatternException(
                    "a variable or a star is one whole segment: '{name}', ':name', '*' or '**';" + " not "
                            + Quoted.of(decoded));
        }
        return new Segment(Kind.LITERAL, PathSegments.canonical(raw));
    }

    private Kind[] kinds() {
        return kinds;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Whether it can tie with another: their kinds are the same then, so both have one or neither. */
    boolean hasLiteralAfterDoubleStar() {
        return segments.stream()
                .dropWhile(segment -> segment.kind() != Kind.ANY_NUMBER)
                .anyMatch(segment -> segment.kind() == Kind.LITERAL);
    }

    /** The pattern without its variables' names, {@code /products/{}}: two patterns are equal if this is. */
    public String identity() {
        return identity;
    }

    /** Whether the pattern can match more than one path. */
    public boolean hasWildcards() {
        return segments.stream().anyMatch(s -> s.kind() != Kind.LITERAL);
    }

    /** Whether the pattern matches the path. For many patterns use {@link PolicySet#resolve}, which is precompiled. */
    public boolean matches(EndpointPath path) {
        return common(
                segments,
                path.segments().stream()
                        .map(text -> new Segment(Kind.LITERAL, text))
                        .toList());
    }

    /**
     * Whether this pattern and another are equally specific though they differ, and some path matches both: then
     * nothing says which one governs it.
     */
    public boolean isAmbiguousWith(EndpointPattern other) {
        return !equals(other) && Arrays.equals(kinds, other.kinds) && common(segments, other.segments);
    }

    /** Whether some path matches both: dynamic programming over the two suffixes, from their ends. */
    private static boolean common(List<Segment> a, List<Segment> b) {
        boolean[][] common = new boolean[a.size() + 1][b.size() + 1];
        for (int i = a.size(); i >= 0; i--) {
            for (int j = b.size(); j >= 0; j--) {
                boolean moreA = i < a.size();
                boolean moreB = j < b.size();
                if (!moreA && !moreB) {
                    common[i][j] = true;
                } else if (moreA && a.get(i).kind() == Kind.ANY_NUMBER) {
                    common[i][j] = common[i + 1][j] || (moreB && common[i][j + 1]);
                } else if (moreB && b.get(j).kind() == Kind.ANY_NUMBER) {
                    common[i][j] = common[i][j + 1] || (moreA && common[i + 1][j]);
                } else if (moreA && moreB) {
                    boolean alike = b.get(j).kind() == Kind.LITERAL
                            ? a.get(i).accepts(b.get(j).text())
                            : a.get(i).kind() != Kind.LITERAL
                                    || b.get(j).accepts(a.get(i).text());
                    common[i][j] = alike && common[i + 1][j + 1];
                }
            }
        }
        return common[0][0];
    }

    /** Precedence, the more specific first; patterns of the same shape by their text. */
    @Override
    public int compareTo(EndpointPattern other) {
        return BY_PRECEDENCE.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EndpointPattern that && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    /** As it was written, save that {@code :id} reads {@code {id}}. */
    @Override
    public String toString() {
        return segments.stream().map(Segment::toString).collect(Collectors.joining("/", "/", ""));
    }
}
