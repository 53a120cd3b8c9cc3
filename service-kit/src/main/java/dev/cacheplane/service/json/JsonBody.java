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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A JSON object that a client sent. Ask for each field it may have, then {@link #verify}: that throws with every fault at once, fields that
 * nobody asked for among them. Until then a field that does not fit reads as absent.
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
    private final String pointer;
    private final boolean lenient;
    private final Set<String> known = new HashSet<>();
    private final List<Fault> faults;

    private JsonBody(ObjectNode object, String pointer, boolean lenient, List<Fault> faults) {
        this.object = object;
        this.pointer = pointer;
        this.lenient = lenient;
        this.faults = faults;
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
                return new JsonBody(object, "", lenient, new ArrayList<>());
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

    /** A text of this shape, the empty one if that has it. */
    public Optional<String> text(String name, Pattern shape, String expected) {
        return field(
                        name,
                        expected,
                        node -> node.isTextual()
                                && shape.matcher(node.textValue()).matches())
                .map(JsonNode::textValue);
    }

    /** A whole number from 0 to {@code most}, written as one. */
    public Optional<Long> wholeNumber(String name, long most) {
        return field(
                        name,
                        "a whole number from 0 to " + most,
                        node -> node.isIntegralNumber()
                                && node.canConvertToLong()
                                && node.longValue() >= 0
                                && node.longValue() <= most)
                .map(JsonNode::longValue);
    }

    /** An object inside of this one; its faults are told together with this one's, so that it need not be verified. */
    public Optional<JsonBody> object(String name) {
        return field(name, "an object", JsonNode::isObject).map(node -> inner(node, pointerTo(name)));
    }

    /** The objects of an array; empty if it is absent. They need not be verified. */
    public List<JsonBody> objects(String name) {
        List<JsonBody> objects = new ArrayList<>();
        field(name, "an array", JsonNode::isArray).ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                String place = pointerTo(name) + "/" + i;
                if (array.get(i).isObject()) {
                    objects.add(inner(array.get(i), place));
                } else {
                    faults.add(new Fault(place, "must be an object"));
                }
            }
        });
        return objects;
    }

    /** Notes as faults which of these fields are absent. */
    public JsonBody require(String... names) {
        for (String name : names) {
            known.add(name);
            if (isAbsent(name)) {
                faults.add(new Fault(pointerTo(name), "must be there"));
            }
        }
        return this;
    }

    /** Notes a fault that only the caller can see. */
    public void fault(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }

    /**
     * Ends the reading: nothing more is asked for.
     *
     * @throws ProblemException (400) with all faults
     */
    public void verify() {
        object.fieldNames().forEachRemaining(name -> {
            if (!lenient && !known.contains(name)) {
                faults.add(new Fault(pointerTo(name), "is not a field that this may have"));
            }
        });
        if (!faults.isEmpty()) {
            throw new ProblemException(faults);
        }
    }

    private Optional<JsonNode> field(String name, String expected, Predicate<JsonNode> fits) {
        known.add(name);
        JsonNode node = object.get(name);
        if (node == null || isAbsent(name)) {
            return Optional.empty();
        }
        if (!fits.test(node)) {
            faults.add(new Fault(pointerTo(name), "must be " + expected));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private boolean isAbsent(String name) {
        return lenient ? !object.hasNonNull(name) : !object.has(name);
    }

    private JsonBody inner(JsonNode node, String place) {
        return new JsonBody((ObjectNode) node, place, lenient, faults);
    }

    private String pointerTo(String name) {
        return pointer + JsonPointer.empty().appendProperty(name);
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
