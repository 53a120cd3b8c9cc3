package dev.cacheplane.sdk.http.internal.fields;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one cache did with a request, as {@code Cache-Status} tells it (RFC 9211).
 *
 * @param cache the cache's name
 * @param forward why the request went further; null if the cache answered by itself
 * @param forwarded the status that came back; 0 if the request did not go further or it is not known
 * @param stored whether what came back was stored
 * @param collapsed whether another request's answer was taken
 * @param ttl for how long the answer is fresh, negative if it is stale; null if that is not known
 * @param detail anything else, in a word or a sentence; null for nothing
 */
public record CacheStatus(
        String cache,
        @Nullable Forward forward,
        int forwarded,
        boolean stored,
        boolean collapsed,
        @Nullable Duration ttl,
        @Nullable String detail) {

    /** The cache answered. */
    public static CacheStatus hit(String cache, Duration ttl, @Nullable String detail) {
        return new CacheStatus(cache, null, 0, false, false, ttl, detail);
    }

    /** The request went further. */
    public static CacheStatus forwarded(
            String cache, Forward why, OptionalInt status, boolean stored, @Nullable String detail) {
        return new CacheStatus(cache, why, status.orElse(0), stored, false, null, detail);
    }

    /** This cache's member of the field's list. */
    @Override
    public String toString() {
        StringBuilder member = new StringBuilder(64).append(word(cache));
        member.append(forward == null ? "; hit" : "; fwd=" + forward);
        if (forwarded != 0) {
            member.append("; fwd-status=").append(forwarded);
        }
        member.append(stored ? "; stored" : "").append(collapsed ? "; collapsed" : "");
        if (ttl != null) {
            member.append("; ttl=").append(ttl.toSeconds());
        }
        return detail == null
                ? member.toString()
                : member.append("; detail=").append(word(detail)).toString();
    }

    /** A token if it can be one, else a string; what a string cannot hold is a question mark (RFC 8941, section 3.3). */
    private static String word(String text) {
        if (isToken(text)) {
            return text;
        }
        StringBuilder string = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            string.append(c == '"' || c == '\\' ? "\\" : "").append(c < ' ' || c > '~' ? '?' : c);
        }
        return string.append('"').toString();
    }

    private static boolean isToken(String text) {
        if (text.isEmpty() || !(Grammar.isLetter(text.charAt(0)) || text.charAt(0) == '*')) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Grammar.isTokenMark(c) && c != ':' && c != '/') {
                return false;
            }
        }
        return true;
    }
}
