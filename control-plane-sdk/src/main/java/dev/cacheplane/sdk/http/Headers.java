package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.rfc9111.SharedCache;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a response bore before this filter: the container and filters in front set it for each client, so it belongs to no stored response. */
final class Headers {
    /** In lower case. A handler that says the same again must not go unheard. */
    private static final Set<String> DECIDING =
            Set.of("cache-control", "cdn-cache-control", SharedCache.OWN_TARGET, "vary");

    private Headers() {}

    static Fields of(HttpServletResponse response) {
        List<FieldLine> lines = new ArrayList<>();
        for (String name : new LinkedHashSet<>(response.getHeaderNames())) {
            response.getHeaders(name).forEach(value -> lines.add(new FieldLine(name, value)));
        }
        return new Fields(lines);
    }

    /** The lines that are new, and those by which anybody says whose a response is. */
    static Fields without(Fields fields, Fields before) {
        if (before.lines().isEmpty()) {
            return fields;
        }
        List<FieldLine> lines = new ArrayList<>(fields.lines());
        before.lines().stream().filter(line -> !DECIDING.contains(line.key())).forEach(lines::remove);
        return new Fields(lines);
    }
}
