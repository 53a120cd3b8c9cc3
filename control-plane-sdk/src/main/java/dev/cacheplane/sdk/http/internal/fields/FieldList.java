package dev.cacheplane.sdk.http.internal.fields;

import java.util.ArrayList;
import java.util.List;

/** Fields whose value is a list (RFC 9110, section 5.6.1). */
public final class FieldList {
    private FieldList() {}

    /**
     * The members of all lines in order, trimmed, empty ones left out. A comma within quotes parts nothing. Quotes that do
     * not end within their line, or end amid a word, are no quotes: nothing can hide behind them.
     */
    public static List<String> members(List<String> lines) {
        List<String> members = new ArrayList<>();
        for (String line : lines) {
            split(line, members);
        }
        return members;
    }

    private static void split(String line, List<String> to) {
        int from = 0;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == ',') {
                add(line.substring(from, i), to);
                from = i + 1;
            }
            int end = c == '"' ? Grammar.endOfQuoted(line, i) : -1;
            i = end >= 0 && isPartedAt(line, end) ? end : i + 1;
        }
        add(line.substring(from), to);
    }

    private static boolean isPartedAt(String line, int end) {
        String rest = Grammar.trim(line.substring(end));
        return rest.isEmpty() || rest.startsWith(",") || rest.startsWith(";");
    }

    private static void add(String member, List<String> to) {
        String trimmed = Grammar.trim(member);
        if (!trimmed.isEmpty()) {
            to.add(trimmed);
        }
    }
}
