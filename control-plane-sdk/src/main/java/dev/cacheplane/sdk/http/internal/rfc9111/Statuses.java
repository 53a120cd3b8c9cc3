package dev.cacheplane.sdk.http.internal.rfc9111;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What status codes mean to a cache (RFC 9110, section 15). */
final class Statuses {
    static final int UNSATISFIABLE = 416;

    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;

    private static final Set<Integer> HEURISTIC =
            Set.of(200, 203, 204, PARTIAL, 300, 301, 308, 404, 405, 410, 414, 501);
    private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

    /** The registered ones, but for those that this cache does not implement: parts are not put together here. */
    private static final Set<Integer> UNDERSTOOD = IntStream.of(
                    200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407,
                    408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 428, 429, 431, 451, 500, 501, 502,
                    503, 504, 505, 511)
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private Statuses() {}

    /** Whether a response with it is the last to its request. */
    static boolean isFinal(int status) {
        return status >= 200 && status <= 599;
    }

    /** Whether this cache does all that is specified for it. */
    static boolean isUnderstood(int status) {
        return UNDERSTOOD.contains(status);
    }

    /** Whether it has no meaning without being understood (RFC 9111, section 3). */
    static boolean mustBeUnderstood(int status) {
        return status == PARTIAL || status == NOT_MODIFIED;
    }

    /** Whether a response with it may be kept though it does not say for how long. */
    static boolean isHeuristicallyCacheable(int status) {
        return HEURISTIC.contains(status);
    }

    /** Whether something went wrong that may go right next time (RFC 5861, section 4). */
    static boolean isFailure(int status) {
        return FAILURES.contains(status);
    }

    /** Neither a client's nor a server's error (RFC 9111, section 4.4). */
    static boolean isNonError(int status) {
        return status >= 200 && status <= 399;
    }

    static boolean isError(int status) {
        return status >= 400;
    }
}
