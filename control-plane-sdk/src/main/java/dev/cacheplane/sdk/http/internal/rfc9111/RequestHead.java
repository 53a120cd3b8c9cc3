package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.util.List;

/**
 * A request but for its target, which the key stands for.
 *
 * @param method as sent: methods are case-sensitive
 */
public record RequestHead(String method, FieldSource fields) implements FieldSource {
    /** The same with another method. */
    public RequestHead as(String other) {
        return new RequestHead(other, fields);
    }

    @Override
    public List<String> values(String name) {
        return fields.values(name);
    }

    @Override
    public boolean has(String name) {
        return fields.has(name);
    }
}
