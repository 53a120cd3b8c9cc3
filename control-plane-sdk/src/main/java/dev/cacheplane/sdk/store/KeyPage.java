package dev.cacheplane.sdk.store;

import java.util.List;

/**
 * One step of an enumeration.
 *
 * @param keys entry keys, some perhaps more than once
 * @param next the cursor of the next step; {@link #START} when there is none
 */
public record KeyPage(List<String> keys, String next) {
    /** The cursor that an enumeration starts with, and ends with. */
    public static final String START = "0";

    public KeyPage {
        keys = List.copyOf(keys);
    }

    /** Whether the enumeration is over. */
    public boolean isLast() {
        return next.equals(START);
    }
}
