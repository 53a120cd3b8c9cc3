package dev.cacheplane.server.access;

import dev.cacheplane.service.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Decides who may do what. Knows nothing of the server: {@link AccessCheck} asks it. */
public sealed interface Access permits OpenAccess, TokenAccess {
    /** What a request is about to do. */
    enum Act {
        READ,
        /** Say what an instance of a service has applied, or that it has ended. */
        REPORT,
        /** Anything else. */
        CHANGE
    }

    /**
     * What of a request matters here.
     *
     * @param host the host it is for, without a port
     * @param authorization its {@code Authorization} header; null if it has none
     * @param fromForeignPage whether a page that is not ours made a browser send it
     */
    record Facts(Act act, String host, @Nullable String authorization, boolean fromForeignPage) {}

    /**
     * Lets the request pass by returning.
     *
     * @throws ProblemException (401, 403 or 421) if it may not pass
     */
    void check(Facts request);

    /** Who may do what, for the log. */
    String summary();
}
