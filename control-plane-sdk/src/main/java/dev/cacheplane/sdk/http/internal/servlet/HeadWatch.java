package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.Fields;

/** Looks at a response's head before any of it leaves, and says what becomes of the response. It throws nothing. */
@FunctionalInterface
public interface HeadWatch {
    /**
     * The head is complete. Called once, on whichever thread is about to commit the response; a second time only if the
     * handler has thrown that head away before any of it left (reset, sendError, sendRedirect).
     *
     * @param fields as the handler made them, those included that are withheld from the client
     * @param add takes more fields for the client, which are no part of the {@link Recording}
     */
    Verdict head(int status, Fields fields, FieldSink add);

    /**
     * As {@link #head}, of a response whose body the container makes, after {@code sendError}: it passes by unseen, and cannot be
     * recorded.
     */
    default Verdict error(int status, Fields fields, FieldSink add) {
        return head(status, fields, add);
    }

    /** The body has turned out to be larger than {@link Verdict.Recorded#most}. What was copied of it is gone. */
    default void tooLarge() {}
}
