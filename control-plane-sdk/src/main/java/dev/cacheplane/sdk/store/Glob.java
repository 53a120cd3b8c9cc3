package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Redis' patterns: {@code *}, {@code ?}, {@code [ab]}, {@code [^ab]}, {@code [a-z]}, and {@code \} before a character that is meant literally. Of bytes, as Redis
 * has them; each is a character of ISO 8859-1 here. What has no end, a class or a backslash, means what it means to Redis ({@code stringmatchlen} in {@code util.c}).
 */
final class Glob {
    private static final int BYTES = 256;

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private Glob(String glob) {
        this.glob = glob;
    }

    /** Which keys match. */
    static Predicate<String> matching(String glob) {
        Pattern compiled = new Glob(bytes(glob)).compiled();
        return key -> compiled.matcher(bytes(key)).matches();
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private Pattern compiled() {
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> characterClass();
                case '\\' -> literal(at < glob.length() ? glob.charAt(at++) : c);
                default -> literal(c);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void literal(char c) {
        regex.append(String.format("\\x%02x", (int) c));
    }

    private void characterClass() {
        boolean not = at < glob.length() && glob.charAt(at) == '^';
        at += not ? 1 : 0;
        BitSet members = new BitSet(BYTES);
        for (; at < glob.length() && glob.charAt(at) != ']'; at++) {
            char c = glob.charAt(at);
            int left = glob.length() - at;
            if (c == '\\' && left >= 2) {
                members.set(glob.charAt(++at));
            } else if (left >= 3 && glob.charAt(at + 1) == '-') {
                char end = glob.charAt(at + 2);
                members.set(Math.min(c, end), Math.max(c, end) + 1);
                at += 2;
            } else {
                members.set(c);
            }
        }
        at++;
        if (not) {
            members.flip(0, BYTES);
        }
        regex.append("(?:(?!)");
        members.stream().forEach(member -> regex.append(String.format("|\\x%02x", member)));
        regex.append(')');
    }
}
