package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.DeltaSeconds;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import java.time.Duration;
import java.util.Set;

/** The header of an answer out of the cache, but for {@code Cache-Status}. */
public record Answer(int status, Fields fields) {
    /** What a 304 repeats (RFC 9110, section 15.4.5), and the time of change, for those who have no other validator. */
    private static final Set<String> OF_A_304 = Set.of(
            "cache-control",
            "cdn-cache-control",
            SharedCache.OWN_TARGET,
            "content-location",
            "date",
            "etag",
            "expires",
            "last-modified",
            "vary");

    private static final Set<String> OF_THE_WHOLE = Set.of("content-length");

    /** The stored response whole. */
    public static Answer whole(StoredResponse stored, Duration age) {
        return new Answer(stored.status(), aged(stored.fields(), age));
    }

    /** The news that the client has it. */
    public static Answer notModified(StoredResponse stored, Duration age) {
        return new Answer(304, aged(stored.fields().only(OF_A_304), age));
    }

    /**
     * One part of it.
     *
     * @param length of all of it in bytes
     */
    public static Answer part(StoredResponse stored, Ranging.Part part, long length, Duration age) {
        Fields fields = stored.fields()
                .without(OF_THE_WHOLE)
                .with("Content-Range", part.contentRange(length))
                .with("Content-Length", Long.toString(part.length()));
        return new Answer(206, aged(fields, age));
    }

    /** Several parts of it. */
    public static Answer parts(StoredResponse stored, Multipart parts, Duration age) {
        Fields fields = stored.fields()
                .with("Content-Type", parts.contentType())
                .with("Content-Length", Long.toString(parts.contentLength()));
        return new Answer(206, aged(fields, age));
    }

    /** The news that what was asked for is not there. */
    public static Answer unsatisfiable(Ranging.Unsatisfiable ranging) {
        return new Answer(416, Fields.of("Content-Range", ranging.contentRange()));
    }

    /** Whole seconds, none less than nothing (RFC 9111, sections 4 and 5.1). */
    private static Fields aged(Fields fields, Duration age) {
        Duration most = age.compareTo(DeltaSeconds.MOST) > 0 ? DeltaSeconds.MOST : age;
        return fields.with("Age", Long.toString(Math.max(0, most.toSeconds())));
    }
}
