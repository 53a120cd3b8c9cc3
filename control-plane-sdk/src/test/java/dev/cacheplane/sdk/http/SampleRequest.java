package dev.cacheplane.sdk.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a table writes it; header names in lower case. */
record SampleRequest(
        String method,
        String path,
        @Nullable String query,
        Map<String, List<String>> headers,
        Map<String, List<String>> cookies)
        implements RequestFacts {

    static SampleRequest of(String method, String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new SampleRequest(method, target, null, Map.of(), Map.of())
                : new SampleRequest(method, target.substring(0, mark), target.substring(mark + 1), Map.of(), Map.of());
    }

    static SampleRequest get(String target) {
        return of("GET", target);
    }

    SampleRequest withHeader(String name, String... values) {
        return new SampleRequest(method, path, query, Map.of(name, List.of(values)), cookies);
    }

    SampleRequest withCookie(String name, String... values) {
        return new SampleRequest(
                method, path, query, Map.of("cookie", List.of(name + "=")), Map.of(name, List.of(values)));
    }

    @Override
    public List<String> values(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public List<String> cookie(String name) {
        return cookies.getOrDefault(name, List.of());
    }
}
