package dev.cacheplane.sdk.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Keeps keys short. Of a name over 512 bytes of UTF-8 the end is replaced by {@code #} and the SHA-256 of the whole name. So is that of a name that
 * ends like this already, or like one of a key's responses, so that nobody can write another's digest or slot, and of a name that UTF-8 cannot tell from others (unpaired surrogates).
 */
final class KeyLimit {
    static final int BYTES = 512;
    static final char MARK = '#';
    /** What stands before the number of one of a key's responses, behind a name that is short enough. */
    static final String SLOT = MARK + "v";

    private static final Pattern TAIL = Pattern.compile(MARK + "([0-9a-f]{64}|v[0-9]{1,2})$");
    private static final int KEPT_BYTES = BYTES - 65;

    private KeyLimit() {}

    static String apply(String name) {
        return isPlain(name) ? name : checked(name);
    }

    /** Most names are: nothing in them can be the beginning of a digest or a slot, and each character is one byte. */
    private static boolean isPlain(String name) {
        if (name.length() > BYTES) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80 || name.charAt(i) == MARK) {
                return false;
            }
        }
        return true;
    }

    private static String checked(String name) {
        boolean fits = name.length() <= BYTES
                && name.getBytes(StandardCharsets.UTF_8).length <= BYTES
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && !TAIL.matcher(name).find();
        return fits ? name : kept(name) + MARK + digest(name);
    }

    /** As many whole characters as fit. */
    private static String kept(String name) {
        int end = 0;
        int bytes = 0;
        while (end < name.length()) {
            int codePoint = name.codePointAt(end);
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > KEPT_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return name.substring(0, end);
    }

    /** Over UTF-16, in which no two names are alike. */
    private static String digest(String name) {
        byte[] bytes = new byte[name.length() * 2];
        for (int i = 0; i < name.length(); i++) {
            bytes[2 * i] = (byte) (name.charAt(i) >>> 8);
            bytes[2 * i + 1] = (byte) name.charAt(i);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
