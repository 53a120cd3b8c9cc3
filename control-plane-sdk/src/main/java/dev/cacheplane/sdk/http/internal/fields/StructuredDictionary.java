package dev.cacheplane.sdk.http.internal.fields;

import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Bytes;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Flag;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Fraction;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Inner;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Text;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Whole;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Reads a dictionary by the letter of RFC 8941, section 4.2.2: one fault anywhere and there is no dictionary. */
final class StructuredDictionary {
    private static final int INTEGER_DIGITS = 15;
    private static final int WHOLE_DIGITS_OF_DECIMAL = 12;
    private static final int FRACTION_DIGITS = 3;

    private final String text;
    private int at;

    private StructuredDictionary(String text) {
        this.text = text;
    }

    /** Says only that the text is malformed; nobody is told where. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed() {
            super(null, null, false, false);
        }
    }

    /** The members by name, of a name that is there twice the last one; empty if the field is malformed. */
    static Optional<Map<String, StructuredItem>> parse(List<String> lines) {
        try {
            return Optional.of(new StructuredDictionary(String.join(",", lines)).dictionary());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private Map<String, StructuredItem> dictionary() throws Malformed {
        Map<String, StructuredItem> members = new LinkedHashMap<>();
        skip(c -> c == ' ');
        while (at < text.length()) {
            String key = key();
            StructuredItem item = take('=') ? value() : new Flag(true);
            parameters();
            members.remove(key);
            members.put(key, item);
            skip(c -> c == ' ' || c == '\t');
            if (at < text.length()) {
                require(',');
                skip(c -> c == ' ' || c == '\t');
                check(at < text.length());
            }
        }
        skip(c -> c == ' ');
        return members;
    }

    private StructuredItem value() throws Malformed {
        return take('(') ? inner() : item();
    }

    private StructuredItem inner() throws Malformed {
        List<StructuredItem> items = new ArrayList<>();
        while (true) {
            skip(c -> c == ' ');
            if (take(')')) {
                return new Inner(items);
            }
            items.add(item());
            parameters();
            check(peek() == ' ' || peek() == ')');
        }
    }

    private void parameters() throws Malformed {
        while (take(';')) {
            skip(c -> c == ' ');
            key();
            if (take('=')) {
                item();
            }
        }
    }

    private String key() throws Malformed {
        check((peek() >= 'a' && peek() <= 'z') || peek() == '*');
        return run(c -> (c >= 'a' && c <= 'z') || Grammar.isDigit((char) c) || "_-.*".indexOf(c) >= 0);
    }

    private StructuredItem item() throws Malformed {
        char c = peek();
        if (c == '-' || Grammar.isDigit(c)) {
            return number();
        }
        if (c == '"') {
            return string();
        }
        if (Grammar.isLetter(c) || c == '*') {
            return new Word(run(mark -> Grammar.isTokenMark((char) mark) || mark == ':' || mark == '/'));
        }
        if (take(':')) {
            String base64 = run(
                    mark -> Grammar.isLetter((char) mark) || Grammar.isDigit((char) mark) || "+/=".indexOf(mark) >= 0);
            require(':');
            return new Bytes(base64);
        }
        require('?');
        check(peek() == '0' || peek() == '1');
        return new Flag(text.charAt(at++) == '1');
    }

    private StructuredItem number() throws Malformed {
        String sign = take('-') ? "-" : "";
        String whole = run(c -> Grammar.isDigit((char) c));
        check(!whole.isEmpty() && whole.length() <= INTEGER_DIGITS);
        if (!take('.')) {
            return new Whole(Long.parseLong(sign + whole));
        }
        String fraction = run(c -> Grammar.isDigit((char) c));
        check(whole.length() <= WHOLE_DIGITS_OF_DECIMAL && !fraction.isEmpty() && fraction.length() <= FRACTION_DIGITS);
        return new Fraction(new BigDecimal(sign + whole + "." + fraction));
    }

    private StructuredItem string() throws Malformed {
        int end = Grammar.endOfQuoted(text, at);
        check(end > 0);
        String quoted = text.substring(at, end);
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            check(c >= ' ' && c < 0x7f);
            if (c == '\\') {
                i++;
                check(quoted.charAt(i) == '"' || quoted.charAt(i) == '\\');
            }
        }
        at = end;
        return new Text(Grammar.unquoted(quoted));
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char c) throws Malformed {
        check(take(c));
    }

    private String run(IntPredicate marks) {
        int from = at;
        skip(marks);
        return text.substring(from, at);
    }

    private void skip(IntPredicate marks) {
        while (at < text.length() && marks.test(text.charAt(at))) {
            at++;
        }
    }

    private static void check(boolean wellFormed) throws Malformed {
        if (!wellFormed) {
            throw new Malformed();
        }
    }
}
