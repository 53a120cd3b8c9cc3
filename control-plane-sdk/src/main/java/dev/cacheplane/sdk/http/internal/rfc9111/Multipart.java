package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.rfc9111.Ranging.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several parts of one content as one content (RFC 9110, section 14.6): for each part its {@link #head} and its bytes, and
 * the {@link #end}. All texts are ASCII or, where a stored field is not, ISO 8859-1.
 *
 * @param boundary letters and digits that stand in no content by chance: 32 random ones
 * @param type of the content; null if it has none
 * @param length of all of it in bytes
 */
public record Multipart(String boundary, @Nullable String type, List<Part> parts, long length) {
    /** Copies the list. */
    public Multipart {
        parts = List.copyOf(parts);
    }

    /** The parts of a stored response. */
    public static Multipart of(StoredResponse stored, Ranging.Parts parts, long length, String boundary) {
        return new Multipart(boundary, stored.fields().only("content-type").orElse(null), parts.parts(), length);
    }

    /** What stands in front of a part's bytes. */
    public String head(Part part) {
        String typed = type == null ? "" : "Content-Type: " + type + "\r\n";
        return "\r\n--" + boundary + "\r\n" + typed + "Content-Range: " + part.contentRange(length) + "\r\n\r\n";
    }

    /** What stands behind the last one. */
    public String end() {
        return "\r\n--" + boundary + "--\r\n";
    }

    /** The value of {@code Content-Type}. */
    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** The value of {@code Content-Length}. */
    long contentLength() {
        return parts.stream()
                        .mapToLong(part -> head(part).length() + part.length())
                        .sum()
                + end().length();
    }
}
