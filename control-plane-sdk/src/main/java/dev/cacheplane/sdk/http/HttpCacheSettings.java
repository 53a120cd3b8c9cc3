package dev.cacheplane.sdk.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What no policy says of the filter.
 *
 * @param name what the cache is called in {@code Cache-Status}: the service's name
 * @param caching whether the service's own environment lets it cache
 * @param bypassToken with this in {@value #BYPASS} a request is computed, and leaves the cache alone; null for no such token
 * @param showsTags whether clients see {@code Cache-Tags}
 * @param patience how long a stale response may take to be made anew
 * @param clock for {@code Date}, and for what responses say of dates; never for how long something has been stored
 */
public record HttpCacheSettings(
        String name, boolean caching, @Nullable String bypassToken, boolean showsTags, Duration patience, Clock clock) {
    /** The field of a request that has the bypass token. */
    public static final String BYPASS = "Cacheplane-Bypass";

    /** Whether the request has the token; how long that takes to tell says nothing of it. */
    boolean isBypassedBy(HttpServletRequest request) {
        String shown = bypassToken == null ? null : request.getHeader(BYPASS);
        return shown != null && bypassToken != null && MessageDigest.isEqual(utf8(shown), utf8(bypassToken));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Fields of a response, in lower case, that clients do not see. */
    Set<String> hidden() {
        return showsTags ? Set.of() : Set.of(CacheTags.FIELD);
    }
}
