package dev.cacheplane.sdk.http.internal.rfc9111;

import java.time.Duration;

/** What a client gets when the handler was asked and failed: with 500, 502, 503 or 504, by an exception, or not at all. */
public enum AfterFailure {
    /** What is stored, though it is stale (RFC 5861, section 4). */
    SERVE_STALE,
    /** The failure, whatever it was: 504 if it was silence (RFC 9111, sections 4.3.3 and 5.2.2.2). */
    PASS_ON;

    /** Whether a status counts as a failure. Any other answer of the handler is its answer. */
    public static boolean isFailure(int status) {
        return Statuses.isFailure(status);
    }

    /**
     * Decides.
     *
     * @param resident how long the response has been stored, by a clock that nobody sets
     */
    public static AfterFailure of(SharedCache cache, RequestHead request, StoredResponse stored, Duration resident) {
        Standing standing = stored.standing();
        Wishes wishes = Wishes.of(request);
        Duration granted = standing.ifError(cache.policy());
        Duration window = granted.compareTo(wishes.ifError()) > 0 ? granted : wishes.ifError();
        Duration over = stored.ttl(resident).negated();
        boolean usable = cache.answers(request.method())
                && !Preconditions.areForTheHandler(request)
                && standing.mayServe(request, cache.policy())
                && !standing.validateAlways()
                && !standing.neverStale();
        return usable && over.compareTo(window) < 0 ? SERVE_STALE : PASS_ON;
    }
}
