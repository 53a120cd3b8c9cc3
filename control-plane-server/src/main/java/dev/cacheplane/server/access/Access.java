package dev.cacheplane.server.access;

import dev.cacheplane.service.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Decides who may do what. Knows nothing of the server: {@link AccessCheck} asks it. */
public sealed interface Access permits OpenAccess, TokenAccess {
    /**
     * What of a request matters here.
     *
     * @param changes whether it could change something
     * @param host the host it is for, without a port
     * @param authorization its {@code Authorization} header; null if it has none
     */
    record Facts(boolean changes, String host, @Nullable String authorization) {}

    /**
     * Lets the request pass by returning.
     *
     * @throws ProblemException (401, 403 or 421) if it may not pass
     */
    void check(Facts request);

    /** Who may do what, for the log. */
    String summary();
}
