package dev.cacheplane.sdk.http.internal.fields;

import java.util.Optional;

/**
 * The name of one representation (RFC 9110, section 8.8.3).
 *
 * @param opaque what stands between the quotes
 */
public record EntityTag(boolean weak, String opaque) {
    /** The tag; empty if this is none. */
    public static Optional<EntityTag> parse(String text) {
        boolean weak = text.startsWith("W/");
        int end = endOfTag(text, 0);
        return end == text.length()
                ? Optional.of(new EntityTag(weak, text.substring(weak ? 3 : 1, end - 1)))
                : Optional.empty();
    }

    /** The {@code ETag} of a response, if it has exactly one and that is well-formed. */
    public static Optional<EntityTag> of(FieldSource response) {
        return response.only("etag").flatMap(EntityTag::parse);
    }

    /** Where the tag that begins here ends; -1 if none does. */
    static int endOfTag(String text, int from) {
        int open = text.startsWith("W/", from) ? from + 2 : from;
        if (open >= text.length() || text.charAt(open) != '"') {
            return -1;
        }
        int close = open + 1;
        while (close < text.length() && isTagMark(text.charAt(close))) {
            close++;
        }
        return close < text.length() && text.charAt(close) == '"' ? close + 1 : -1;
    }

    /** No backslash escapes anything in a tag, unlike in other quotes. */
    private static boolean isTagMark(char c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
    }

    /** Whether both stand for the same bytes: equal and neither weak. */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Whether both stand for representations that can stand in for each other. */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
