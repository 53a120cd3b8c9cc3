package dev.cacheplane.sdk.http.internal.fields;

import java.util.List;
import java.util.Locale;

/**
 * Which fields of a request chose a response (RFC 9110, section 12.5.5).
 *
 * @param anything whether more than fields did, so that no other request can be known to get the same
 * @param names of the fields, in lower case, sorted, each once
 */
public record Vary(boolean anything, List<String> names) {
    /** No field did. */
    public static final Vary NOTHING = new Vary(false, List.of());

    /** Copies the list. */
    public Vary {
        names = List.copyOf(names);
    }

    /** What all lines of a response's {@code Vary} say together. A member that is no name may mean anything. */
    public static Vary of(FieldSource response) {
        List<String> values = response.values("vary");
        if (values.isEmpty()) {
            return NOTHING;
        }
        List<String> members = FieldList.members(values);
        if (members.stream().anyMatch(member -> member.equals("*") || !Grammar.isToken(member))) {
            return new Vary(true, List.of());
        }
        return new Vary(
                false,
                members.stream()
                        .map(member -> member.toLowerCase(Locale.ROOT))
                        .sorted()
                        .distinct()
                        .toList());
    }
}
