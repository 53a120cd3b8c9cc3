package dev.cacheplane.benchmarks.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What is cached.
 *
 * @param type of the value
 * @param sample the value
 * @param json how all libraries make JSON of it, one mapper with Jackson's defaults; empty for bytes that are passed through as they are
 */
record Values<T>(Class<T> type, T sample, Optional<ObjectMapper> json) {
    /** About {@code kilobytes} thousand bytes in Redis; the bytes are the objects' JSON. */
    static Values<?> of(Form form, double kilobytes) {
        Catalog catalog = Catalog.ofBytes((int) (kilobytes * 1_000));
        ObjectMapper mapper = JsonMapper.builder().build();
        if (form == Form.OBJECTS) {
            return new Values<>(Catalog.class, catalog, Optional.of(mapper));
        }
        try {
            return new Values<>(byte[].class, mapper.writeValueAsBytes(catalog), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
