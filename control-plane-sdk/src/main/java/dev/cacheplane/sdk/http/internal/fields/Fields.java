package dev.cacheplane.sdk.http.internal.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The header fields of one message, line by line in order. Immutable. */
public record Fields(List<FieldLine> lines) implements FieldSource {
    /** None. */
    public static final Fields NONE = new Fields(List.of());

    /** Copies the list. */
    public Fields {
        lines = List.copyOf(lines);
    }

    /** From names and values by turns. */
    public static Fields of(String... namesAndValues) {
        List<FieldLine> lines = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new FieldLine(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Fields(lines);
    }

    @Override
    public List<String> values(String name) {
        List<String> values = List.of();
        for (FieldLine line : lines) {
            if (line.isNamed(name)) {
                values = values.isEmpty() ? new ArrayList<>() : values;
                values.add(line.value());
            }
        }
        return values;
    }

    /** These fields with this one alone under its name, at the end. */
    public Fields with(String name, String value) {
        return new Fields(Stream.concat(
                        without(Set.of(name.toLowerCase(Locale.ROOT))).lines.stream(),
                        Stream.of(new FieldLine(name, value)))
                .toList());
    }

    /** These fields without those of the names, which are given in lower case. */
    public Fields without(Set<String> names) {
        return new Fields(
                lines.stream().filter(line -> !names.contains(line.key())).toList());
    }

    /** These fields without any but those of the names, which are given in lower case. */
    public Fields only(Set<String> names) {
        return new Fields(
                lines.stream().filter(line -> names.contains(line.key())).toList());
    }

    /** These fields, and the other ones at the end, which replace what has one of their names. */
    public Fields replacedBy(Fields others) {
        Fields kept =
                without(Set.copyOf(others.lines.stream().map(FieldLine::key).toList()));
        return new Fields(
                Stream.concat(kept.lines.stream(), others.lines.stream()).toList());
    }

    /** Whether each line stays one line whoever writes it: names are tokens, values hold no control characters. */
    public boolean areSound() {
        return lines.stream().allMatch(FieldLine::isSound);
    }

    /** How many bytes they take on the wire in HTTP/1.1. */
    public int length() {
        return lines.stream()
                .mapToInt(line -> line.name().length() + line.value().length() + ": \r\n".length())
                .sum();
    }
}
