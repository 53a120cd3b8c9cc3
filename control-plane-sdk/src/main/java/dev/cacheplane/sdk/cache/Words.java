package dev.cacheplane.sdk.cache;

import java.util.Map;

/** A line of words with one space between them, read from left to right. Everything throws {@link IllegalArgumentException} where the next word is another than was asked for. */
final class Words {
    private final String line;
    private int next;

    Words(String line) {
        this.line = line;
    }

    boolean hasMore() {
        return next <= line.length();
    }

    void skip(String word) {
        if (!text("").equals(word)) {
            throw new IllegalArgumentException(word + " is missing");
        }
    }

    /** What follows {@code name} in the next word, which must begin with it and not end there. */
    String text(String name) {
        int from = after(name);
        return line.substring(from, end(from));
    }

    /** As {@link #text}: one of these. */
    <E> E one(String name, Map<String, E> choices) {
        E chosen = choices.get(text(name));
        if (chosen == null) {
            throw new IllegalArgumentException(name + " is none of " + choices.keySet());
        }
        return chosen;
    }

    /** As {@link #text}: decimal, not negative. */
    long number(String name) {
        int from = after(name);
        long number = Long.parseLong(line, from, end(from), 10);
        if (number < 0) {
            throw new IllegalArgumentException(name + " is negative");
        }
        return number;
    }

    /** As {@link #text}. */
    int hexadecimal(String name) {
        int from = after(name);
        return Integer.parseUnsignedInt(line, from, end(from), 16);
    }

    private int after(String name) {
        if (!line.startsWith(name, next)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return next + name.length();
    }

    /** The end of the word that is read, which begins here at the latest. */
    private int end(int from) {
        int space = line.indexOf(' ', from);
        int end = space < 0 ? line.length() : space;
        if (from == end) {
            throw new IllegalArgumentException("a word is empty");
        }
        next = end + 1;
        return end;
    }
}
