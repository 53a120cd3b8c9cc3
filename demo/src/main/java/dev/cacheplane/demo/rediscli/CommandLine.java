package dev.cacheplane.demo.rediscli;

import java.util.ArrayList;
import java.util.List;

/** A line that a person typed, as words: apart by spaces, unless within single or double quotes. */
final class CommandLine {

    private CommandLine() {}

    /**
     * The words. Within double quotes a backslash takes the next character literally, but for {@code \n}, {@code \r} and
     * {@code \t}.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == '"' && c == '\\' && i + 1 < line.length()) {
                i++;
                word.append(escaped(line.charAt(i)));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("Invalid argument(s): a quote is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
