package dev.cacheplane.sdk.http.internal.fields;

import java.util.List;
import java.util.Optional;

/** Whatever has header fields. Names are compared without regard to case. */
@FunctionalInterface
public interface FieldSource {
    /** The values of all lines of this name, in order; empty if there is none. */
    List<String> values(String name);

    /** Whether there is a line of this name, be it empty. */
    default boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** The value of a field that may stand once only; empty if it does not stand there, or more than once. */
    default Optional<String> only(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? Optional.of(Grammar.trim(values.get(0))) : Optional.empty();
    }

    /** All lines as one (RFC 9110, section 5.3); empty if there is none. */
    default Optional<String> combined(String name) {
        List<String> values = values(name);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", values.stream().map(Grammar::trim).toList()));
    }
}
