package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields that the handler sets and reads, and the client does not get. */
final class WithheldFields {
    private final Set<String> names;
    private final List<FieldLine> lines = new ArrayList<>(0);

    /** @param names in lower case */
    WithheldFields(Set<String> names) {
        this.names = names;
    }

    boolean concern(@Nullable String name) {
        return name != null && !names.isEmpty() && names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Null takes the field away, as Servlet 6.1 has it. */
    void set(String name, @Nullable String value) {
        lines.removeIf(line -> line.name().equalsIgnoreCase(name));
        add(name, value);
    }

    void add(String name, @Nullable String value) {
        if (value != null) {
            lines.add(new FieldLine(name, value));
        }
    }

    List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(FieldLine::value)
                .toList();
    }

    Stream<String> presentNames() {
        return lines.stream().map(FieldLine::name).distinct();
    }

    List<FieldLine> lines() {
        return lines;
    }

    void clear() {
        lines.clear();
    }
}
