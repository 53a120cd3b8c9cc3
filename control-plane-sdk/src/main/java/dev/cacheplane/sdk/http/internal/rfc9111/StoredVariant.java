package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.fields.Vary;
import java.util.List;

/**
 * One of the responses that are stored for one URI.
 *
 * @param vary which fields of the request chose it
 * @param selection the values they had, as {@link Selection} tells them apart
 */
public record StoredVariant(Vary vary, String selection) {
    private static final String EVERYBODY = Selection.of(Vary.NOTHING, name -> List.of());

    /** The variant that a stored response is. */
    public static StoredVariant of(StoredResponse stored, FieldSource request) {
        return new StoredVariant(stored.vary(), Selection.of(stored.vary(), request));
    }

    /** Whether it answers this request as well as the one it was made for. */
    public boolean suits(FieldSource request) {
        return !vary.anything() && selection.equals(selection(request));
    }

    /** What tells this request from others by the fields that chose this variant. */
    public String selection(FieldSource request) {
        return vary.names().isEmpty() && !request.has(Selection.SITE) ? EVERYBODY : Selection.of(vary, request);
    }
}
