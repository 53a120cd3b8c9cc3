package dev.cacheplane.policy;

import java.util.regex.Pattern;

/**
 * The name of a service: lower-case letters, digits, {@code .}, {@code _} and {@code -}, at most 63 characters, a
 * letter or a digit first. It stands in URLs and in Redis keys as it is.
 */
public record ServiceName(String value) implements Comparable<ServiceName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /** @throws IllegalArgumentException if the value is no such name */
    public ServiceName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a service's name is 1 to 63 of a-z, 0-9, '.', '_' and '-',"
                    + " beginning with a letter or a digit; not " + Quoted.of(value));
        }
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
