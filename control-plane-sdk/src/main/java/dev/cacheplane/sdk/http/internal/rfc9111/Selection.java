package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldList;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.fields.Vary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which requests get the same response, as {@code Vary} has it (RFC 9111, section 4.1): those whose named fields are equal
 * once lines are joined and what is known to mean nothing is taken away.
 *
 * <p>The order of languages stays: servlets offer the first of equally wished ones as the preferred one. Of a field that
 * nobody here knows nothing is taken away but the space around it.
 */
public final class Selection {
    /** What stands for a request's address among its fields, where a cache tells responses apart by it. No field can be called that. */
    public static final String SITE = ":site";

    private static final Map<String, Form> FORMS = Map.of(
            "accept", Form.LIST,
            "accept-charset", Form.CASELESS_SET,
            "accept-encoding", Form.CASELESS_SET,
            "accept-language", Form.CASELESS_LIST);

    /** Of responses that do not vary: most services have few addresses, and each hit asks. Clients can make up any number. */
    private static final Map<List<String>, String> BY_SITE = new ConcurrentHashMap<>();

    private static final int MOST_SITES = 100;

    private Selection() {}

    /** What means nothing in a field. */
    private enum Form {
        /** The space around it. */
        OPAQUE,
        /** Space around members, and empty members. */
        LIST,
        /** Case too. */
        CASELESS_LIST,
        /** The order too. */
        CASELESS_SET
    }

    /** One text for all requests that get the same; the fields' values do not show in it. */
    static String of(Vary vary, FieldSource request) {
        if (!vary.names().isEmpty()) {
            return digest(vary, request);
        }
        List<String> site = request.values(SITE);
        String known = BY_SITE.get(site);
        if (known == null) {
            known = digest(vary, request);
            if (BY_SITE.size() >= MOST_SITES) {
                BY_SITE.clear();
            }
            BY_SITE.put(List.copyOf(site), known);
        }
        return known;
    }

    private static String digest(Vary vary, FieldSource request) {
        ValueDigest digest = new ValueDigest();
        vary.names().forEach(name -> digest.add(name, normal(name, request)));
        if (request.has(SITE)) {
            digest.add(SITE, request.values(SITE));
        }
        return digest.text();
    }

    /** The one normal value; none if the request does not have the field: that is another thing than an empty one. */
    private static List<String> normal(String name, FieldSource request) {
        Form form = FORMS.getOrDefault(name, Form.OPAQUE);
        if (form == Form.OPAQUE || !request.has(name)) {
            return request.combined(name).stream().toList();
        }
        List<String> members = FieldList.members(request.values(name));
        if (form != Form.LIST) {
            members = members.stream()
                    .map(member -> member.toLowerCase(Locale.ROOT).replaceAll("[ \t]*;[ \t]*", ";"))
                    .toList();
        }
        return List.of(String.join(
                ",", form == Form.CASELESS_SET ? members.stream().sorted().toList() : members));
    }
}
