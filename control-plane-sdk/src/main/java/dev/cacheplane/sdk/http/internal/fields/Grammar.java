package dev.cacheplane.sdk.http.internal.fields;

/** What field names and values are spelled with (RFC 9110, sections 5.5 and 5.6). */
final class Grammar {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private Grammar() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isTokenMark(char c) {
        return isLetter(c) || isDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isTokenMark((char) c));
    }

    static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** Without the spaces and tabs at both ends; other white space is no white space here. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * Whether a value stays within its line whoever writes it: no CR, LF, NUL or other control but the tab, and nothing
     * beyond one byte, of which some writer would keep the lower eight bits, and those may be a CR.
     */
    static boolean isSoundValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff));
    }

    /** The text of a quoted string, which begins and ends with its quotes (RFC 9110, section 5.6.4). */
    static String unquoted(String quoted) {
        StringBuilder text = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            text.append(c == '\\' && i + 1 < quoted.length() - 1 ? quoted.charAt(++i) : c);
        }
        return text.toString();
    }

    /** Where the quoted string that begins here ends, its quote included; -1 if it does not end. */
    static int endOfQuoted(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }
}
