package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a servlet request, and with it its {@link Site}. */
final class ServletFields implements FieldSource {
    private final HttpServletRequest request;
    private volatile @Nullable List<String> site;

    ServletFields(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public List<String> values(String name) {
        if (name.equals(Site.NAME)) {
            return site();
        }
        Enumeration<String> values = request.getHeaders(name);
        return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
    }

    @Override
    public boolean has(String name) {
        return name.equals(Site.NAME) ? !site().isEmpty() : request.getHeader(name) != null;
    }

    private List<String> site() {
        List<String> known = site;
        if (known == null) {
            known = Site.of(request);
            site = known;
        }
        return known;
    }
}
