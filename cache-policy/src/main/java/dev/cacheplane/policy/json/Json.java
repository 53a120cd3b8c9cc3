package dev.cacheplane.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Bytes to trees and back: RFC 8259 to the letter, without duplicate members, trailing text or deep nesting. */
final class Json {
    private static final int DEEPEST = 32;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(30)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws PolicyJsonException if the bytes are not one JSON object */
    static ObjectNode readObject(byte[] json) {
        JsonNode node = read(json);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw fault(
                node.isMissingNode()
                        ? "the document is empty; a JSON object is expected"
                        : "a JSON object is expected, not " + Expectations.describe(node));
    }

    private static JsonNode read(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (StreamConstraintsException e) {
            throw fault("nested deeper than " + DEEPEST + " levels, or a number or name is too long");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw fault("no valid JSON: " + e.getOriginalMessage() + where);
        } catch (IOException e) {
            throw fault("no text: " + e.getMessage()); // nothing but the encoding can fail: the bytes are here already
        }
    }

    private static PolicyJsonException fault(String message) {
        return new PolicyJsonException(List.of(new Fault("", message)));
    }
}
