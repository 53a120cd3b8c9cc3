package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.time.Instant;

/**
 * A variant, and when it was made.
 *
 * @param date when it was
 */
record Made(StoredVariant variant, Instant date) {
    static Made of(StoredResponse stored, FieldSource request) {
        return new Made(StoredVariant.of(stored, request), stored.date());
    }
}
