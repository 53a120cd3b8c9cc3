package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.KeyRecipe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a query that enters the key, in one form: parameters sorted by name, repeated ones in the order they came
 * in, percent-encoding in upper case and only where it means something.
 *
 * <p>Two queries get one form only if RFC 3986 (section 6.2.2) calls them equivalent, or they differ in nothing but the
 * order of differently named parameters: {@code +} and {@code %20} stay apart, {@code a} and {@code a=} too, since
 * applications may tell them apart. Another copy costs a miss; the wrong copy would be an error.
 */
final class CanonicalQuery {
    /** What a query may hold unencoded besides letters, digits and {@code -._~} (RFC 3986, section 3.4). */
    private static final String ALLOWED = "!$'()*+,;=:@/?";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Comparator<Parameter> BY_NAME = Comparator.comparing(Parameter::name);

    private CanonicalQuery() {}

    /**
     * One parameter.
     *
     * @param name as an application sees it, form-decoded
     * @param text name and value in canonical form
     */
    private record Parameter(String name, String text) {}

    /**
     * The canonical query: empty text if no parameter enters the key; nothing if the query is malformed, so that it could
     * be read in two ways.
     *
     * @param query as sent, null for none
     */
    static Optional<String> of(@Nullable String query, KeyRecipe.Query recipe) {
        if (query == null || query.isEmpty() || recipe.equals(KeyRecipe.Query.NONE)) {
            return Optional.of("");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String piece : query.split("&", -1)) {
            StringBuilder text = new StringBuilder(piece.length() + 16);
            if (!appendCanonical(piece, text)) {
                return Optional.empty();
            }
            String name = nameIn(text);
            if (text.length() > 0 && recipe.includes(name)) {
                parameters.add(new Parameter(name, text.toString()));
            }
        }
        parameters.sort(BY_NAME); // stable: what is repeated stays in order
        return Optional.of(parameters.stream().map(Parameter::text).collect(Collectors.joining("&")));
    }

    private static String nameIn(CharSequence parameter) {
        String text = parameter.toString();
        int equals = text.indexOf('=');
        return URLDecoder.decode(equals < 0 ? text : text.substring(0, equals), StandardCharsets.UTF_8);
    }

    private static boolean appendCanonical(String piece, StringBuilder to) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '%') {
                if (i + 2 >= piece.length() || !isHex(piece, i + 1) || !isHex(piece, i + 2)) {
                    return false;
                }
                char decoded = (char) HexFormat.fromHexDigits(piece, i + 1, i + 3);
                i += 2;
                if (isUnreserved(decoded)) {
                    to.append(decoded);
                } else {
                    appendEncoded(decoded, to);
                }
            } else if (isUnreserved(c) || ALLOWED.indexOf(c) >= 0) {
                to.append(c);
            } else if (c > ' ' && c < 0x7f) {
                appendEncoded(c, to);
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at));
    }

    private static void appendEncoded(char c, StringBuilder to) {
        to.append('%').append(HEX.toHexDigits((byte) c));
    }

    private static boolean isUnreserved(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
