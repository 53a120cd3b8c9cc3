package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A response's head as it was before the handler: what the container and the filters in front of this one had put there. */
record HeadSnapshot(
        int status,
        List<FieldLine> lines,
        @Nullable String contentType,
        @Nullable String encoding) {

    static HeadSnapshot of(HttpServletResponse response) {
        return new HeadSnapshot(
                response.getStatus(), lines(response), response.getContentType(), response.getCharacterEncoding());
    }

    /** All fields, also the type, which not all containers keep among them. */
    static Fields fields(HttpServletResponse response) {
        Fields fields = new Fields(lines(response));
        String type = response.getContentType();
        return type == null || fields.has("content-type") ? fields : fields.with("Content-Type", type);
    }

    private static List<FieldLine> lines(HttpServletResponse response) {
        List<FieldLine> lines = new ArrayList<>();
        for (String name : response.getHeaderNames()) {
            response.getHeaders(name).forEach(value -> lines.add(new FieldLine(name, value)));
        }
        return lines;
    }

    /**
     * Makes the response what it was; it must not be committed.
     *
     * @param trailing whether there have come trailer fields, which no reset takes away
     */
    void restore(HttpServletResponse response, boolean trailing) {
        response.reset();
        if (trailing) {
            response.setTrailerFields(Map::of);
        }
        response.setStatus(status);
        if (contentType != null) {
            response.setContentType(contentType);
        }
        if (encoding != null && !encoding.equalsIgnoreCase(response.getCharacterEncoding())) {
            response.setCharacterEncoding(encoding);
        }
        TreeSet<String> begun = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (FieldLine line : lines) {
            if (begun.add(line.name())) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
        }
    }
}
