package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.sdk.cache.Metadata.Kind;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Values of one type, as a codec writes them. A response of the filter's is replaced by them: who uses the facade has taken the matter over. */
record ValueForm<T>(TypeOf<T> of, Codec codec) implements Form<T> {
    @Override
    public Type type() {
        return of.type();
    }

    @Override
    public Kind kind() {
        return Kind.VALUE;
    }

    @Override
    public boolean reads(Kind kind) {
        return kind != Kind.RESPONSE;
    }

    @Override
    public boolean yieldsTo(Kind kind) {
        return false;
    }

    @Override
    public byte[] encode(T value) {
        return codec.encode(value, of);
    }

    @Override
    public String head(T value) {
        return "";
    }

    @Override
    public @Nullable T decode(byte[] payload, String head) {
        return codec.decode(payload, of);
    }

    @Override
    public T handOut(T value) {
        return codec.handOut(value, of);
    }

    @Override
    public Standing standing(Duration age, Duration fresh, boolean softened, CachePolicy policy) {
        return Standing.of(age, fresh, softened, policy);
    }
}
