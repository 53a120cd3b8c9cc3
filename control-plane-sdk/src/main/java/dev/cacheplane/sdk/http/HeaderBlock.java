package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A header that is ready to be sent, any number of times. Immutable. */
final class HeaderBlock {
    /** Lists to which filters in front of this one may have added already. */
    private static final Set<String> LISTS = Set.of("link", "set-cookie", "vary", "via", "server-timing");

    private final List<Line> lines;

    private HeaderBlock(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * One line.
     *
     * @param key the name in lower case
     * @param first whether it takes the place of what filters in front have set: the first of its name, unless that is a list
     */
    private record Line(String key, String name, String value, boolean first) {}

    static HeaderBlock of(Fields fields) {
        return of(fields, "");
    }

    /** @param without the name of a field, in lower case, that is left out */
    static HeaderBlock of(Fields fields, String without) {
        List<Line> lines = new ArrayList<>(fields.lines().size());
        for (FieldLine line : fields.lines()) {
            String key = line.key();
            if (!key.equals(without)) {
                lines.add(new Line(key, line.name(), line.value(), isFirst(key, lines) && !LISTS.contains(key)));
            }
        }
        return new HeaderBlock(lines);
    }

    private static boolean isFirst(String key, List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).key().equals(key)) {
                return false;
            }
        }
        return true;
    }

    /** @param hidden names of fields, in lower case, that clients do not see */
    void writeTo(HttpServletResponse response, Set<String> hidden) {
        for (int i = 0; i < lines.size(); i++) { // no iterator: at each hit
            Line line = lines.get(i);
            if (hidden.contains(line.key())) {
                continue;
            }
            if (line.key().equals("content-type")) {
                response.setContentType(line.value()); // what it comes to in any case; there is one at most
            } else if (line.first()) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
        }
    }
}
