package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.KeyRecipe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request spells its query, beside the form that the key has of it. Requests that share a key differ in that: so what a handler says of one query only, that it is wrong or should be another, is
 * not for the others.
 *
 * @param query as sent, null for none
 * @param keyed what the key has
 */
record Spelling(@Nullable String query, String keyed) {
    /** Whether a response with this status may be for all who share the key: a redirect only if no other query does, an error only if the key has all of it. */
    boolean mayBeForAll(int status) {
        if (status < 300) {
            return true;
        }
        return status < 400 ? isTheKeys() : isWhole();
    }

    private boolean isTheKeys() {
        return query == null ? keyed.isEmpty() : !query.isEmpty() && query.equals(keyed);
    }

    private boolean isWhole() {
        return CanonicalQuery.of(query, KeyRecipe.Query.ALL).equals(Optional.of(keyed));
    }
}
