package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.sdk.cache.Metadata.Kind;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Responses as a filter writes them. What they are good for when they are no longer fresh is for each request to say. A value of the facade's is left alone: the handler has taken the
 * matter over.
 */
final class StoredForm<T> implements Form<T>, Type {
    private final ResponseForm<T> form;

    StoredForm(ResponseForm<T> form) {
        this.form = form;
    }

    /** Of this one alone: another filter may mean something else by the same head. */
    @Override
    public Type type() {
        return this;
    }

    @Override
    public Kind kind() {
        return Kind.RESPONSE;
    }

    @Override
    public boolean reads(Kind kind) {
        return kind == Kind.RESPONSE;
    }

    @Override
    public boolean yieldsTo(Kind kind) {
        return kind != Kind.RESPONSE;
    }

    @Override
    public byte[] encode(T response) {
        return form.body(response);
    }

    @Override
    public String head(T response) {
        String head = form.head(response);
        if (head.chars().anyMatch(c -> c == 0 || c > 0xff)) {
            throw new IllegalArgumentException("a head has a character that is NUL or beyond U+00FF");
        }
        return head;
    }

    @Override
    public @Nullable T decode(byte[] payload, String head) {
        return form.read(payload, head);
    }

    @Override
    public T handOut(T response) {
        return response;
    }

    @Override
    public Standing standing(Duration age, Duration fresh, boolean softened, CachePolicy policy) {
        return softened || age.compareTo(fresh) >= 0 ? Standing.STALE : Standing.FRESH;
    }
}
