package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.util.List;

/**
 * A request but for its target, which the key stands for.
 *
 * @param method as sent: methods are case-sensitive
 */
public record RequestHead(String method, FieldSource fields) implements FieldSource {
    @Override
    public List<String> values(String name) {
        return fields.values(name);
    }
}
