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
    private final Set<String> known = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    private JsonBody(ObjectNode object) {
        this.object = object;
    }

    /**
     * Reads a body that must be one JSON object.
     *
     * @throws ProblemException (400) if this is not one JSON object, or a name stands in one twice
     */
    public static JsonBody parse(byte[] json) {
        try {
            if (STRICT.<JsonNode>readValue(json) instanceof ObjectNode object) {
                return new JsonBody(object);
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
            if (!known.contains(name)) {
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
        if (node == null) {
            return Optional.empty();
        }
        if (!fits.test(node)) {
            faults.add(new Fault(pointerTo(name), "must be " + expected));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static String pointerTo(String name) {
        return JsonPointer.empty().appendProperty(name).toString();
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
