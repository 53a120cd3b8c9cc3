package dev.cacheplane.sdk.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, by Jackson. The mapper that is used unless a service brings its own writes {@code java.time} as ISO 8601 text, knows
 * {@code Optional}, and takes a property that the type does not have for what it is: a payload of another version.
 */
public final class JsonCodec implements Codec {
    private final ObjectMapper mapper;

    /** With the mapper described above. */
    public JsonCodec() {
        this(JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build());
    }

    /** With a mapper of the service's own, which it configures before and leaves alone afterwards. */
    public JsonCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public <T> byte[] encode(T value, TypeOf<T> type) {
        try {
            return mapper.writerFor(mapper.constructType(type.type())).writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("Not writable as JSON of type " + type, e);
        }
    }

    @Override
    public <T> @Nullable T decode(byte[] payload, TypeOf<T> type) {
        try {
            return mapper.readValue(payload, mapper.constructType(type.type()));
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON of type " + type, e);
        }
    }
}
