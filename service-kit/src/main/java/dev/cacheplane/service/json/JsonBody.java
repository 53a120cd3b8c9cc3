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
    private final Set<String> known = new HashSet<>();
    private final List<JsonBody> inside = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private JsonBody(ObjectNode object, JsonPointer place) {
        this.object = object;
        this.place = place;
    }

    /**
     * Reads a body that must be one JSON object.
     *
     * @throws ProblemException (400) if this is not one JSON object, or a name stands in one twice
     */
    public static JsonBody parse(byte[] json) {
        try {
            if (STRICT.<JsonNode>readValue(json) instanceof ObjectNode object) {
                return new JsonBody(object, JsonPointer.empty());
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

    /** A list of 1 to {@code most} objects; empty if there is none. */
    public List<JsonBody> objects(String name, int most) {
        return field(name, "a list of 1 to " + most + " objects", node -> isListOfObjects(node, most)).stream()
                .flatMap(list -> IntStream.range(0, list.size())
                        .mapToObj(i -> inside(
                                (ObjectNode) list.get(i),
                                place.appendProperty(name).appendIndex(i))))
                .toList();
    }

    private static boolean isListOfObjects(JsonNode node, int most) {
        return node.isArray()
                && !node.isEmpty()
                && node.size() <= most
                && node.valueStream().allMatch(JsonNode::isObject);
    }

    private JsonBody inside(ObjectNode node, JsonPointer pointer) {
        JsonBody body = new JsonBody(node, pointer);
        inside.add(body);
        return body;
    }

    /** Notes that this object must have a field that was asked for, if it has not. */
    public void require(String name) {
        if (!object.has(name)) {
            fault(name, "is missing");
        }
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
            if (!known.contains(name)) {
                all.add(new Fault(pointerTo(name), "is not a field that this may have"));
            }
        });
        inside.forEach(body -> body.collect(all));
    }

    private Optional<JsonNode> field(String name, String expected, Predicate<JsonNode> fits) {
        known.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
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
