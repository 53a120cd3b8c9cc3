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
 * methods alone. Credentials are asked for in any case, but not again where there are none.
 */
final class ServletFacts implements RequestFacts {
    private static final FieldNames LOOKED_FOR = FieldNames.of(
            "authorization",
            "cache-control",
            "content-length",
            "cookie",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "pragma",
            "range",
            "transfer-encoding");

    private static final long CREDENTIALS = LOOKED_FOR.bit("authorization") | LOOKED_FOR.bit("cookie");
    /** Of a request whose names say little: it is asked each time. */
    private static final long ALL = -1;

    private final HttpServletRequest request;
    private volatile @Nullable Seen seen;

    ServletFacts(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * What was seen on the way through the names.
     *
     * @param possible which of {@link #LOOKED_FOR} there may be
     * @param site see {@link Site#of}
     */
    private record Seen(long possible, List<String> site) {
        Seen without(long bit) {
            return new Seen(possible & ~bit, site);
        }
    }

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
        return isMissing(name) ? List.of() : asked(name);
    }

    private List<String> asked(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
    }

    @Override
    public boolean has(String name) {
        if (name.equals(Site.NAME)) {
            return !seen().site().isEmpty();
        }
        if (isMissing(name)) {
            return false;
        }
        boolean there = request.getHeader(name) != null || !asked(name).isEmpty();
        if (!there && seen().possible() != ALL) {
            seen = seen().without(LOOKED_FOR.bit(name));
        }
        return there;
    }

    private boolean isMissing(String name) {
        long bit = LOOKED_FOR.bit(name);
        return bit != 0 && (seen().possible() & bit) == 0;
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
        long possible = tells ? CREDENTIALS : ALL;
        List<String> telling = List.of();
        while (names != null && names.hasMoreElements()) {
            String name = names.nextElement();
            possible |= LOOKED_FOR.bit(name);
            if (Site.mayTell(name)) {
                telling = telling.isEmpty() ? new ArrayList<>() : telling;
                telling.add(name);
            }
        }
        return new Seen(possible, Site.of(request, telling));
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
