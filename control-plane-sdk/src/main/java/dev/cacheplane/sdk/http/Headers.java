package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** What a response bore before this filter: the container and filters in front set it for each client, so it belongs to no stored response. */
final class Headers {
    private Headers() {}

    static Fields of(HttpServletResponse response) {
        List<FieldLine> lines = new ArrayList<>();
        for (String name : new LinkedHashSet<>(response.getHeaderNames())) {
            response.getHeaders(name).forEach(value -> lines.add(new FieldLine(name, value)));
        }
        return new Fields(lines);
    }

    /** The lines that are new. */
    static Fields without(Fields fields, Fields before) {
        if (before.lines().isEmpty()) {
            return fields;
        }
        List<FieldLine> lines = new ArrayList<>(fields.lines());
        before.lines().forEach(lines::remove);
        return new Fields(lines);
    }

    /** Takes away what the handler has done to a response of which nothing has left yet. */
    static void restore(HttpServletResponse response, Fields before) {
        response.reset();
        before.lines().forEach(line -> response.addHeader(line.name(), line.value()));
    }
}
