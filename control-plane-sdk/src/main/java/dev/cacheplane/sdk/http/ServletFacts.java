package dev.cacheplane.sdk.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a servlet request, and with its fields its {@link Site}. Reads neither parameters, which would eat a form's body, nor anything decoded by the
 * container; cookies are the container's, so that the handler sees the same.
 *
 * <p>Goes through the names of the fields once, for a cache asks for a dozen that most requests lack. A request that filters in front have wrapped is asked for each: some add fields and do not tell their names, or tell them in one of two
 * methods alone. Credentials are asked for in any case.
 */
final class ServletFacts implements RequestFacts {
    private static final FieldNames LOOKED_FOR = FieldNames.of(
            "cache-control",
            "content-length",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "pragma",
            "range",
            "transfer-encoding");

    private final HttpServletRequest request;
    private volatile @Nullable Seen seen;

    ServletFacts(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * What was seen on the way through the names.
     *
     * @param found which of {@link #LOOKED_FOR} there are
     * @param site see {@link Site#of}
     */
    private record Seen(long found, List<String> site) {}

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public List<String> values(String name) {
        if (name.equals(Site.NAME)) {
            return seen().site();
        }
        Enumeration<String> values = isMissing(name) ? null : request.getHeaders(name);
        return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
    }

    @Override
    public boolean has(String name) {
        if (name.equals(Site.NAME)) {
            return !seen().site().isEmpty();
        }
        return !isMissing(name)
                && (request.getHeader(name) != null || !values(name).isEmpty());
    }

    private boolean isMissing(String name) {
        long bit = LOOKED_FOR.bit(name);
        return bit != 0 && (seen().found() & bit) == 0;
    }

    private Seen seen() {
        Seen known = seen;
        if (known == null) {
            known = look();
            seen = known;
        }
        return known;
    }

    private Seen look() {
        Enumeration<String> names = request.getHeaderNames();
        boolean tells = names != null && !(request instanceof HttpServletRequestWrapper);
        long found = tells ? 0 : -1; // else each is asked for by name
        List<String> telling = List.of();
        while (names != null && names.hasMoreElements()) {
            String name = names.nextElement();
            found |= LOOKED_FOR.bit(name);
            if (Site.mayTell(name)) {
                telling = telling.isEmpty() ? new ArrayList<>() : telling;
                telling.add(name);
            }
        }
        return new Seen(found, Site.of(request, telling));
    }

    @Override
    public List<String> cookie(String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .toList();
    }
}
