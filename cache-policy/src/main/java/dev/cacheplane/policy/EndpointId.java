package dev.cacheplane.policy;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a service: a pattern, and the method if the policy is for one method alone.
 *
 * <p>The order is precedence: patterns first, then an explicit method before any method.
 *
 * @param method an upper-case HTTP method, or null for any
 */
public record EndpointId(EndpointPattern pattern, @Nullable String method) implements Comparable<EndpointId> {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Comparator<EndpointId> BY_PRECEDENCE = Comparator.comparing(EndpointId::pattern)
            .thenComparing(EndpointId::method, Comparator.nullsLast(Comparator.naturalOrder()));

    /** @throws InvalidPatternException if the method is not 1 to 20 upper-case letters */
    public EndpointId {
        if (method != null && !METHOD.matcher(method).matches()) {
            throw new InvalidPatternException("a method is 1 to 20 upper-case letters; not " + Quoted.of(method));
        }
    }

    /** The endpoint for any method. */
    public static EndpointId of(EndpointPattern pattern) {
        return new EndpointId(pattern, null);
    }

    /** Reads the pattern, for any method. */
    public static EndpointId of(String pattern) {
        return of(EndpointPattern.parse(pattern));
    }

    boolean isAmbiguousWith(EndpointId other) {
        return Objects.equals(method, other.method) && pattern.isAmbiguousWith(other.pattern);
    }

    @Override
    public int compareTo(EndpointId other) {
        return BY_PRECEDENCE.compare(this, other);
    }

    /** {@code /products}, or {@code GET /products}. */
    @Override
    public String toString() {
        return method == null ? pattern.toString() : method + " " + pattern;
    }
}
