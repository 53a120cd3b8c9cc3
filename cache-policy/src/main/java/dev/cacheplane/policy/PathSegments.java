package dev.cacheplane.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical form of a path's segments: percent-encoding only where RFC 3986 wants it, in upper case, over UTF-8.
 *
 * <p>What servers and proxies are known to read in different ways is refused instead of guessed at: empty and dot
 * segments, matrix parameters, encoded separators, control characters, invalid UTF-8.
 */
final class PathSegments {
    static final int MOST_SEGMENTS = 64;
    static final int LONGEST_PATH = 1024;

    /** What a path segment may hold unencoded (RFC 3986, {@code pchar}), save {@code ;}, which is refused. */
    private static final String PLAIN = "-._~!$&'()*+,=:@";

    private static final boolean[] IS_PLAIN = new boolean[0x80];

    static {
        for (char c = 0; c < IS_PLAIN.length; c++) {
            IS_PLAIN[c] = Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
        }
    }

    private PathSegments() {}

    /**
     * Whether it is plain to see that a path is good and canonical, but for a slash at its end. Where it is not, {@link #split}
     * and {@link #canonical} tell: a segment that begins with a dot may be as good, one that is encoded may be canonical.
     */
    static boolean isPlain(String path) {
        if (path.length() > LONGEST_PATH || !path.startsWith("/")) {
            return false;
        }
        int slashes = 0;
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean first = before == '/';
            if (c == '/' ? first : !isPlain(c) || (first && c == '.')) {
                return false;
            }
            slashes += c == '/' ? 1 : 0;
            before = c;
        }
        return slashes <= MOST_SEGMENTS;
    }

    private static boolean isPlain(char c) {
        return c < IS_PLAIN.length && IS_PLAIN[c];
    }

    /** The segments between the slashes, raw; a single trailing slash does not count. */
    static List<String> split(String path) {
        if (path.length() > LONGEST_PATH) {
            throw new InvalidPathException("a path has at most " + LONGEST_PATH + " characters, this one has "
                    + path.length() + ": " + Quoted.of(path));
        }
        if (!path.startsWith("/")) {
            throw new InvalidPathException("a path begins with '/'; not " + Quoted.of(path));
        }
        List<String> segments = new ArrayList<>();
        for (int from = 1; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to == from) {
                throw new InvalidPathException("a path has no empty segments ('//'): " + Quoted.of(path));
            }
            segments.add(path.substring(from, to));
            from = to + 1;
        }
        if (segments.size() > MOST_SEGMENTS) {
            throw new InvalidPathException(
                    "a path has at most " + MOST_SEGMENTS + " segments, this one has " + segments.size());
        }
        return segments;
    }

    /** One raw segment as its bytes, decoded. */
    static byte[] decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); ) {
            char c = segment.charAt(i);
            if (c == '%') {
                int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
                int low = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new InvalidPathException("'%' is followed by two hexadecimal digits: " + Quoted.of(segment));
                }
                bytes.write(high << 4 | low);
                i += 3;
            } else {
                int codePoint = segment.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        return bytes.toByteArray();
    }

    /** One raw segment in its canonical form. */
    static String canonical(String segment) {
        byte[] bytes = decode(segment);
        String text = text(bytes, segment);
        if (text.equals(".") || text.equals("..")) {
            throw new InvalidPathException("a path has no dot segments ('" + text + "')");
        }
        StringBuilder canonical = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (c < 0x20 || c == 0x7f) {
                throw new InvalidPathException("a path has no control characters: " + Quoted.of(segment));
            }
            if (c == '/' || c == '\\') {
                throw new InvalidPathException("a segment holds no slash, encoded or not: " + Quoted.of(segment));
            }
            if (c == ';') {
                throw new InvalidPathException("a path has no matrix parameters (';'): " + Quoted.of(segment));
            }
            if (isPlain(c)) {
                canonical.append(c);
            } else {
                canonical.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return canonical.toString();
    }

    private static String text(byte[] bytes, String segment) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPathException("a path is UTF-8: " + Quoted.of(segment), e);
        }
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
