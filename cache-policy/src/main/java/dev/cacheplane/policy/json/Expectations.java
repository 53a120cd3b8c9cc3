package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a tree, expecting things of it, and collects every expectation that it disappoints. */
final class Expectations {
    private final List<Fault> faults = new ArrayList<>();

    List<Fault> faults() {
        return faults;
    }

    /** @throws PolicyJsonException if anything was disappointing */
    void verify() {
        if (!faults.isEmpty()) {
            throw new PolicyJsonException(faults);
        }
    }

    void fault(String pointer, String message) {
        faults.add(new Fault(pointer, message));
    }

    @Nullable
    Boolean flag(JsonNode node, String pointer) {
        if (!node.isBoolean()) {
            fault(pointer, "true or false expected, not " + describe(node));
            return null;
        }
        return node.booleanValue();
    }

    @Nullable
    Long number(JsonNode node, String pointer, long least, long most) {
        boolean fits = node.isIntegralNumber() && node.canConvertToLong();
        if (!fits || node.longValue() < least || node.longValue() > most) {
            fault(pointer, "a whole number from " + least + " to " + most + " expected, not " + describe(node));
            return null;
        }
        return node.longValue();
    }

    @Nullable
    String text(JsonNode node, String pointer) {
        if (!node.isTextual()) {
            fault(pointer, "a string expected, not " + describe(node));
            return null;
        }
        return node.textValue();
    }

    /** A string that a parser accepts; the parser's message is the fault's. */
    <T> @Nullable T parsed(JsonNode node, String pointer, Function<String, T> parser) {
        String text = text(node, pointer);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            fault(pointer, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A list of distinct strings that a parser accepts. */
    <T> @Nullable List<T> list(JsonNode node, String pointer, int most, Function<String, T> parser) {
        if (!node.isArray()) {
            fault(pointer, "an array expected, not " + describe(node));
            return null;
        }
        if (node.size() > most) {
            fault(pointer, "at most " + most + " elements expected, not " + node.size());
            return null;
        }
        int before = faults.size();
        List<T> list = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        for (int i = 0; i < node.size(); i++) {
            T element = parsed(node.get(i), pointer + "/" + i, parser);
            if (element != null && !seen.add(element)) {
                fault(pointer + "/" + i, "stands here twice: " + element);
            } else if (element != null) {
                list.add(element);
            }
        }
        return faults.size() == before ? list : null;
    }

    /** That an object has no members but these. */
    void onlyMembers(JsonNode object, String pointer, Collection<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(pointer + "/" + escape(name), "unknown member; known are " + String.join(", ", known));
            }
        });
    }

    /** A member's name as a JSON pointer has it (RFC 6901, section 3). */
    static String escape(String name) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }

    static String describe(JsonNode node) {
        String text = node.toString();
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NULL -> "null";
            case MISSING -> "nothing";
            default -> text.length() > 60 ? text.substring(0, 60) + "…" : text;
        };
    }
}
