package dev.cacheplane.sdk.store;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What an entry was computed under: two random words, compared for equality. It is usable only while the hard one is what it was when its computation began, and
 * fresh only while the soft one is too. Written {@code hard.soft}.
 *
 * @param hard changes with {@link Entries#bump}
 * @param soft changes with {@link Entries#bump} and {@link Entries#bumpSoftly}
 */
public record Generation(String hard, String soft) {
    private static final int LONGEST = 32;

    /** @throws IllegalArgumentException if a word is not of 1 to 32 hexadecimal digits, in lower case */
    public Generation {
        if (!isWord(hard) || !isWord(soft)) {
            throw new IllegalArgumentException("A generation is two words of 1 to 32 hexadecimal digits");
        }
    }

    /** One that has never been before. */
    public static Generation random() {
        UUID random = UUID.randomUUID();
        return new Generation(word(random.getMostSignificantBits()), word(random.getLeastSignificantBits()));
    }

    /** Reads {@code hard.soft}; empty if it is none. */
    public static Optional<Generation> parse(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new Generation(text.substring(0, dot), text.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isWord(String text) {
        boolean digits = !text.isEmpty() && text.length() <= LONGEST;
        for (int i = 0; digits && i < text.length(); i++) {
            char c = text.charAt(i);
            digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return digits;
    }

    private static String word(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** {@code hard.soft}. */
    @Override
    public String toString() {
        return hard + "." + soft;
    }
}
