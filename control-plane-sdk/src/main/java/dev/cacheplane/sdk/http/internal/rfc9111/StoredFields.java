package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.Directives;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.HopByHop;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.util.HashSet;
import java.util.Set;

/** Which fields of a response are stored (RFC 9111, section 3.1): all but the few that must not be. */
final class StoredFields {
    /** Without these the rest would mean something else: who says that they are for one hop or one user gets nothing stored. */
    private static final Set<String> BEARING =
            Set.of("cache-control", "content-encoding", "content-range", "content-type", "expires", "location", "vary");

    private StoredFields() {}

    /** What is left out of the stored form, in lower case. {@code Age} is worked out for each hit. */
    static Set<String> excepted(Fields response, Directives directives) {
        Set<String> names = new HashSet<>(HopByHop.names(response));
        names.addAll(directives.fieldNames("private"));
        names.addAll(directives.fieldNames("no-cache"));
        names.add("age");
        return names;
    }

    /** Whether nothing is left out without which the response would mean something else. */
    static boolean holdTogether(Fields response, Set<String> excepted) {
        return BEARING.stream().noneMatch(name -> excepted.contains(name) && response.has(name));
    }

    /** The stored form; a response that does not say when it was made was made when it came. */
    static Fields of(ResponseHead response, Set<String> excepted) {
        Fields kept = response.fields().without(excepted);
        return HttpDate.in(kept, "date", response.received()).isPresent()
                ? kept
                : kept.with("Date", HttpDate.format(response.received()));
    }
}
