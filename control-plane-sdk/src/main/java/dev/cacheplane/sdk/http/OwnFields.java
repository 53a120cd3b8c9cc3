package dev.cacheplane.sdk.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields of a request between this process and itself, or its operators: no handler sees them. */
final class OwnFields {
    /** In lower case. */
    private static final Set<String> NAMES = Stream.of(Loopback.FIELD, HttpCacheSettings.BYPASS)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private OwnFields() {}

    /** Their names and others, in lower case. */
    static Set<String> and(Collection<String> others) {
        return others.isEmpty()
                ? NAMES
                : Stream.concat(NAMES.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    static boolean areIn(HttpServletRequest request) {
        return request.getHeader(Loopback.FIELD) != null || request.getHeader(HttpCacheSettings.BYPASS) != null;
    }
}
