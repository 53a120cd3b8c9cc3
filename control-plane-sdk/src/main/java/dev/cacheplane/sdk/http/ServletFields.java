package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The header of a servlet request, and with it its {@link Site}. */
record ServletFields(HttpServletRequest request) implements FieldSource {
    @Override
    public List<String> values(String name) {
        if (name.equals(Site.NAME)) {
            return Site.of(request);
        }
        Enumeration<String> values = request.getHeaders(name);
        return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
    }

    @Override
    public boolean has(String name) {
        return name.equals(Site.NAME) ? !Site.of(request).isEmpty() : request.getHeader(name) != null;
    }
}
