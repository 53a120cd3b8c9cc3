package dev.cacheplane.sdk.http.internal.fields;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Fields that are for the next recipient alone (RFC 9110, section 7.6.1, and RFC 9111, section 3.1). */
public final class HopByHop {
    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HopByHop() {}

    /** Their names in lower case, those that {@code Connection} lists included. */
    public static Set<String> names(FieldSource message) {
        Set<String> names = new HashSet<>(ALWAYS);
        names.addAll(listed(message));
        return names;
    }

    /** The names, in lower case, that {@code Connection} lists; {@code close} among them is no field. */
    public static Set<String> listed(FieldSource message) {
        Set<String> names = new HashSet<>();
        FieldList.members(message.values("connection")).forEach(member -> names.add(member.toLowerCase(Locale.ROOT)));
        return names;
    }
}
