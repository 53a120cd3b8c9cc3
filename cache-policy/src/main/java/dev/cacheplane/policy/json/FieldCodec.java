package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.FieldType;
import dev.cacheplane.policy.Invalidates;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.PolicyField;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of one field's value, by the field's type. */
final class FieldCodec {
    private static final int MOST_NAMES = 64;
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}"); // RFC 9110, token
    private static final Pattern PARAMETER = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final String QUERY_EXPECTED = "\"all\", \"none\" or an array of parameter names expected, not ";

    private FieldCodec() {}

    /** The value, or null after a fault was noted. */
    static <T> @Nullable T read(FieldType<T> type, JsonNode node, String pointer, Expectations expect) {
        @SuppressWarnings("unchecked") // each type's reader returns the class that the type stands for
        T value = (T) readAny(type, node, pointer, expect);
        return value;
    }

    private static @Nullable Object readAny(FieldType<?> type, JsonNode node, String pointer, Expectations expect) {
        if (type instanceof FieldType.Flag) {
            return expect.flag(node, pointer);
        } else if (type instanceof FieldType.Whole number) {
            return expect.number(node, pointer, number.least(), number.most());
        } else if (type instanceof FieldType.Seconds seconds) {
            Long value = expect.number(node, pointer, seconds.least(), seconds.most());
            return value == null ? null : Duration.ofSeconds(value);
        } else if (type instanceof FieldType.Choice<?> choice) {
            return expect.parsed(node, pointer, text -> constant(choice, text));
        } else if (type instanceof FieldType.Text text) {
            return expect.parsed(node, pointer, name(text.shape(), text.expected()));
        } else if (type instanceof FieldType.Names names) {
            return expect.list(node, pointer, names.most(), name(names.shape(), names.expected()));
        } else if (type instanceof FieldType.Recipe) {
            return readRecipe(node, pointer, expect);
        } else if (type instanceof FieldType.Targets) {
            return readTargets(node, pointer, expect);
        } else if (type instanceof FieldType.OrNone<?> orNone) {
            return readOrNone(orNone, node, pointer, expect);
        }
        throw new IllegalArgumentException("no JSON for " + type);
    }

    private static @Nullable Object readOrNone(
            FieldType.OrNone<?> orNone, JsonNode node, String pointer, Expectations expect) {
        if (node.isTextual() && node.textValue().equals(orNone.word())) {
            return Optional.empty();
        }
        int before = expect.faults().size();
        Object value = readAny(orNone.type(), node, pointer, expect);
        if (expect.faults().size() > before) {
            Fault fault = expect.faults().remove(before);
            expect.fault(pointer, '"' + orNone.word() + "\", or " + fault.message());
        }
        return value == null ? null : Optional.of(value);
    }

    private static @Nullable KeyRecipe readRecipe(JsonNode node, String pointer, Expectations expect) {
        if (!node.isObject()) {
            expect.fault(pointer, "an object expected, not " + Expectations.describe(node));
            return null;
        }
        int before = expect.faults().size();
        expect.onlyMembers(node, pointer, List.of("query", "headers", "cookies", "shared"));
        KeyRecipe.Query query = node.has("query")
                ? readQuery(node.get("query"), pointer + "/query", expect)
                : KeyRecipe.DEFAULT.query();
        Function<String, String> headerName = name(HEADER, "the name of a header expected");
        Function<String, String> cookieName = name(HEADER, "the name of a cookie expected");
        List<String> headers = node.has("headers")
                ? expect.list(
                        node.get("headers"),
                        pointer + "/headers",
                        MOST_NAMES,
                        headerName.andThen(text -> text.toLowerCase(Locale.ROOT)))
                : List.of();
        List<String> cookies = node.has("cookies")
                ? expect.list(node.get("cookies"), pointer + "/cookies", MOST_NAMES, cookieName)
                : List.of();
        Boolean shared = node.has("shared") ? expect.flag(node.get("shared"), pointer + "/shared") : Boolean.FALSE;
        if (expect.faults().size() > before || query == null || headers == null || cookies == null || shared == null) {
            return null;
        }
        return new KeyRecipe(query, headers, cookies, shared);
    }

    private static KeyRecipe.@Nullable Query readQuery(JsonNode node, String pointer, Expectations expect) {
        if (node.isArray()) {
            List<String> names =
                    expect.list(node, pointer, MOST_NAMES, name(PARAMETER, "the name of a parameter expected"));
            return names == null ? null : KeyRecipe.Query.named(names);
        }
        if (node.isTextual() && node.textValue().equals("all")) {
            return KeyRecipe.Query.ALL;
        }
        if (node.isTextual() && node.textValue().equals("none")) {
            return KeyRecipe.Query.NONE;
        }
        expect.fault(pointer, QUERY_EXPECTED + Expectations.describe(node));
        return null;
    }

    private static @Nullable Invalidates readTargets(JsonNode node, String pointer, Expectations expect) {
        if (!node.isObject()) {
            expect.fault(pointer, "an object expected, not " + Expectations.describe(node));
            return null;
        }
        int before = expect.faults().size();
        expect.onlyMembers(node, pointer, List.of("endpoints", "tags"));
        FieldType.Names tagNames = (FieldType.Names) PolicyField.TAGS.type();
        List<EndpointPattern> endpoints = node.has("endpoints")
                ? expect.list(node.get("endpoints"), pointer + "/endpoints", MOST_NAMES, EndpointPattern::parse)
                : List.of();
        List<String> tags = node.has("tags")
                ? expect.list(
                        node.get("tags"), pointer + "/tags", MOST_NAMES, name(tagNames.shape(), tagNames.expected()))
                : List.of();
        if (expect.faults().size() > before || endpoints == null || tags == null) {
            return null;
        }
        return new Invalidates(endpoints, tags);
    }

    private static <E extends Enum<E>> E constant(FieldType.Choice<E> choice, String text) {
        return Arrays.stream(choice.constants().getEnumConstants())
                .filter(constant -> wireName(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of "
                        + Arrays.stream(choice.constants().getEnumConstants())
                                .map(constant -> '"' + wireName(constant) + '"')
                                .toList()
                        + " expected, not \"" + text + '"'));
    }

    private static Function<String, String> name(Pattern shape, String expected) {
        return text -> {
            if (!shape.matcher(text).matches()) {
                throw new IllegalArgumentException(expected + "; not \"" + text + '"');
            }
            return text;
        };
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The JSON of a value that {@link #read} reads back. */
    static <T> JsonNode write(FieldType<T> type, T value) {
        return type instanceof FieldType.OrNone<?> orNone && value instanceof Optional<?> optional
                ? optional.map(FieldCodec::writeAny).orElseGet(() -> TextNode.valueOf(orNone.word()))
                : writeAny(value);
    }

    private static JsonNode writeAny(Object value) {
        if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        } else if (value instanceof Long number) {
            return LongNode.valueOf(number);
        } else if (value instanceof Duration duration) {
            return LongNode.valueOf(duration.toSeconds());
        } else if (value instanceof Enum<?> constant) {
            return TextNode.valueOf(wireName(constant));
        } else if (value instanceof String text) {
            return TextNode.valueOf(text);
        } else if (value instanceof List<?> list) {
            return array(list);
        } else if (value instanceof KeyRecipe recipe) {
            ObjectNode node = Json.object();
            KeyRecipe.Query query = recipe.query();
            node.set(
                    "query",
                    query.mode() == KeyRecipe.Query.Mode.NAMED ? array(query.names()) : writeAny(query.mode()));
            node.set("headers", array(recipe.headers()));
            node.set("cookies", array(recipe.cookies()));
            return node.put("shared", recipe.shared());
        } else if (value instanceof Invalidates invalidates) {
            ObjectNode node = Json.object();
            node.set("endpoints", array(invalidates.endpoints()));
            node.set("tags", array(invalidates.tags()));
            return node;
        }
        throw new IllegalArgumentException("no JSON for " + value);
    }

    private static ArrayNode array(List<?> list) {
        return JsonNodeFactory.instance
                .arrayNode()
                .addAll(list.stream()
                        .<JsonNode>map(element -> TextNode.valueOf(element.toString()))
                        .toList());
    }
}
