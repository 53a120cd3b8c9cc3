package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import dev.cacheplane.sdk.http.internal.fields.TagList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conditions under which a client wants content (RFC 9110, section 13; RFC 9111, section 4.3.2). */
public enum Preconditions {
    /** It gets the content. */
    SEND,
    /** It has the content: 304. */
    NOT_MODIFIED;

    /** Whether a request has conditions that only the handler can judge. */
    public static boolean areForTheHandler(FieldSource request) {
        return request.has("if-match") || request.has("if-unmodified-since");
    }

    /** Judges those that a cache judges, of a {@code GET} or {@code HEAD} that a stored response is about to answer. */
    public static Preconditions of(RequestHead request, StoredResponse stored) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        if (!read || stored.status() != 200) {
            return SEND;
        }
        List<String> tags = request.values("if-none-match");
        if (!tags.isEmpty()) {
            return names(TagList.of(tags), stored) ? NOT_MODIFIED : SEND;
        }
        Optional<Instant> since = HttpDate.in(request, "if-modified-since", stored.received());
        Instant changed = stored.lastModified().orElseGet(stored::date);
        return since.isPresent() && !changed.isAfter(since.get()) ? NOT_MODIFIED : SEND;
    }

    private static boolean names(TagList list, StoredResponse stored) {
        Optional<EntityTag> tag = stored.tag();
        return list instanceof TagList.Any || (tag.isPresent() && list.names(tag.get()));
    }
}
