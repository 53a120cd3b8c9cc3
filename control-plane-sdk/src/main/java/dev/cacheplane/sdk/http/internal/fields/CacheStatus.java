package dev.cacheplane.sdk.http.internal.fields;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one cache did with a request that it did not answer from what it had, as {@code Cache-Status} tells it (RFC 9211); of others {@link HitStatus} tells.
 *
 * @param cache the cache's name
 * @param forward why the request went further
 * @param forwarded the status that came back; 0 if it is not known
 * @param stored whether what came back was stored
 * @param collapsed whether another request's answer was taken
 * @param detail anything else, in a word or a sentence; null for nothing
 */
public record CacheStatus(
        String cache,
        Forward forward,
        int forwarded,
        boolean stored,
        boolean collapsed,
        @Nullable String detail) {

    /** The request went further. */
    public static CacheStatus forwarded(
            String cache, Forward why, OptionalInt status, boolean stored, @Nullable String detail) {
        return new CacheStatus(cache, why, status.orElse(0), stored, false, detail);
    }

    /** This cache's member of the field's list. */
    @Override
    public String toString() {
        StringBuilder member =
                new StringBuilder(64).append(word(cache)).append("; fwd=").append(forward);
        if (forwarded != 0) {
            member.append("; fwd-status=").append(forwarded);
        }
        member.append(stored ? "; stored" : "").append(collapsed ? "; collapsed" : "");
        return detail == null
                ? member.toString()
                : member.append("; detail=").append(word(detail)).toString();
    }

    /** A token if it can be one, else a string; what a string cannot hold is a question mark (RFC 8941, section 3.3). */
    static String word(String text) {
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
