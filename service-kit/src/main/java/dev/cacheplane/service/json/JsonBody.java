package dev.cacheplane.service.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A JSON object that a client sent. Ask for each field it may have, then {@link #verify}: that throws with every fault at once, fields that
 * nobody asked for among them. Until then a field that does not fit reads as absent. Objects inside the object are read the same way, and
 * verified with it.
 *
 * <p>Not thread-safe.
 */
public final class JsonBody {
    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private final ObjectNode object;
    private final JsonPointer place;
    private final boolean lenient;
    private final Set<String> known = new HashSet<>();
    private final List<JsonBody> inside = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private JsonBody(ObjectNode object, JsonPointer place, boolean lenient) {
        this.object = object;
        this.place = place;
        this.lenient = lenient;
    }

    /**
     * Reads a body that must be one JSON object.
     *
     * @throws ProblemException (400) if this is not one JSON object, or a name stands in one twice
     */
    public static JsonBody parse(byte[] json) {
        return parse(json, false);
    }

    /**
     * The same for what newer clients may know more of: fields that nobody asks for are no faults, and a field that is null is absent.
     *
     * @throws ProblemException (400) if this is not one JSON object, or a name stands in one twice
     */
    public static JsonBody parseLeniently(byte[] json) {
        return parse(json, true);
    }

    private static JsonBody parse(byte[] json, boolean lenient) {
        try {
            if (STRICT.<JsonNode>readValue(json) instanceof ObjectNode object) {
                return new JsonBody(object, JsonPointer.empty(), lenient);
            }
            throw refusal("", "must be a JSON object");
        } catch (JsonProcessingException e) {
            throw refusal(pointerOf(e), e.getOriginalMessage());
        } catch (IOException e) {
            throw refusal("", "is not JSON in UTF-8");
        }
    }

    /** A text of at most so many characters that is not blank. */
    public Optional<String> text(String name, int mostCharacters) {
        return field(
                        name,
                        "a text of 1 to " + mostCharacters + " characters",
                        node -> node.isTextual()
                                && !node.textValue().isBlank()
                                && node.textValue().length() <= mostCharacters)
                .map(JsonNode::textValue);
    }

    /** A text of this shape, the empty one if that has it. */
    public Optional<String> text(String name, Pattern shape, String expected) {
        return field(
                        name,
                        expected,
                        node -> node.isTextual()
                                && shape.matcher(node.textValue()).matches())
                .map(JsonNode::textValue);
    }

    /** A number from 0 to {@code most} with at most so many decimals, exact. */
    public Optional<BigDecimal> decimal(String name, BigDecimal most, int decimals) {
        return field(
                        name,
                        "a number from 0 to " + most + " with at most " + decimals + " decimals",
                        node -> node.isNumber()
                                && node.decimalValue().signum() >= 0
                                && node.decimalValue().compareTo(most) <= 0
                                && node.decimalValue().stripTrailingZeros().scale() <= decimals)
                .map(JsonNode::decimalValue);
    }

    /** A whole number. */
    public Optional<Long> whole(String name, long least, long most) {
        return field(
                        name,
                        "a whole number from " + least + " to " + most,
                        node -> node.isIntegralNumber()
                                && node.canConvertToLong()
                                && node.longValue() >= least
                                && node.longValue() <= most)
                .map(JsonNode::longValue);
    }

    /**
     * A text that stands for something else.
     *
     * @param expected what the text must be, for whoever sent another
     * @param parse throws an {@link IllegalArgumentException} or a {@link DateTimeException} if it is not
     */
    public <T> Optional<T> parsed(String name, String expected, Function<String, T> parse) {
        Optional<String> text = field(name, expected, JsonNode::isTextual).map(JsonNode::textValue);
        try {
            return text.map(parse);
        } catch (IllegalArgumentException | DateTimeException e) {
            fault(name, "must be " + expected);
            return Optional.empty();
        }
    }

    /** An object; null counts as absent. */
    public Optional<JsonBody> object(String name) {
        return field(name, "an object", node -> node.isObject() || node.isNull())
                .filter(JsonNode::isObject)
                .map(node -> inside((ObjectNode) node, place.appendProperty(name)));
    }

    /** A list of so many objects; empty if there is none. */
    public List<JsonBody> objects(String name, int least, int most) {
        return field(
                        name,
                        "a list of " + least + " to " + most + " objects",
                        node -> isListOfObjects(node) && node.size() >= least && node.size() <= most)
                .stream()
                .flatMap(list -> IntStream.range(0, list.size())
                        .mapToObj(i -> inside(
                                (ObjectNode) list.get(i),
                                place.appendProperty(name).appendIndex(i))))
                .toList();
    }

    private static boolean isListOfObjects(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isObject);
    }

    private JsonBody inside(ObjectNode node, JsonPointer pointer) {
        JsonBody body = new JsonBody(node, pointer, lenient);
        inside.add(body);
        return body;
    }

    /** Notes as faults which of these fields are absent. */
    public JsonBody require(String... names) {
        for (String name : names) {
            known.add(name);
            if (isAbsent(name)) {
                fault(name, "is missing");
            }
        }
        return this;
    }

    private boolean isAbsent(String name) {
        return lenient ? !object.hasNonNull(name) : !object.has(name);
    }

    /**
     * Notes a fault that only the caller can see.
     *
     * @param name of the field; empty for the object itself
     */
    public void fault(String name, String detail) {
        faults.add(new Fault(name.isEmpty() ? place.toString() : pointerTo(name), detail));
    }

    /**
     * Ends the reading: nothing more is asked for.
     *
     * @throws ProblemException (400) with all faults
     */
    public void verify() {
        List<Fault> all = new ArrayList<>();
        collect(all);
        if (!all.isEmpty()) {
            throw new ProblemException(all);
        }
    }

    private void collect(List<Fault> all) {
        all.addAll(faults);
        object.fieldNames().forEachRemaining(name -> {
            if (!lenient && !known.contains(name)) {
                all.add(new Fault(pointerTo(name), "is not a field that this may have"));
            }
        });
        inside.forEach(body -> body.collect(all));
    }

    private Optional<JsonNode> field(String name, String expected, Predicate<JsonNode> fits) {
        known.add(name);
        JsonNode node = object.get(name);
        if (node == null || isAbsent(name)) {
            return Optional.empty();
        }
        if (!fits.test(node)) {
            fault(name, "must be " + expected);
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private String pointerTo(String name) {
        return place.appendProperty(name).toString();
    }

    private static String pointerOf(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer().toString()
                : "";
    }

    private static ProblemException refusal(String pointer, String detail) {
        return new ProblemException(List.of(new Fault(pointer, detail)));
    }
}
