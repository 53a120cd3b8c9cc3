package dev.cacheplane.sdk.http.internal.fields;

import java.util.Locale;

/** One line of a header: a name as it was spelled, and a value. */
public record FieldLine(String name, String value) {
    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The name in lower case. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether it stays one line whoever writes it: see {@link Fields#areSound}. */
    boolean isSound() {
        return Grammar.isToken(name) && Grammar.isSoundValue(value);
    }
}
