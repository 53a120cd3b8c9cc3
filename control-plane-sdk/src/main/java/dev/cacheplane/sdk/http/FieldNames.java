package dev.cacheplane.sdk.http;

import java.util.Arrays;

/** Names of fields, of which any set is one number. They are compared without regard to case. Immutable. */
final class FieldNames {
    private final String[][] byLength;
    private final long[][] bits;

    private FieldNames(String[][] byLength, long[][] bits) {
        this.byLength = byLength;
        this.bits = bits;
    }

    /** These; 64 at most. */
    static FieldNames of(String... names) {
        int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        String[][] byLength = new String[longest + 1][0];
        long[][] bits = new long[longest + 1][0];
        for (int i = 0; i < names.length; i++) {
            int length = names[i].length();
            int others = byLength[length].length;
            byLength[length] = Arrays.copyOf(byLength[length], others + 1);
            byLength[length][others] = names[i];
            bits[length] = Arrays.copyOf(bits[length], others + 1);
            bits[length][others] = 1L << i;
        }
        return new FieldNames(byLength, bits);
    }

    /** What stands for a name in a set; 0 if it is none of these. */
    long bit(String name) {
        int length = name.length();
        if (length < byLength.length) {
            String[] candidates = byLength[length];
            for (int i = 0; i < candidates.length; i++) {
                if (candidates[i].equalsIgnoreCase(name)) {
                    return bits[length][i];
                }
            }
        }
        return 0;
    }
}
