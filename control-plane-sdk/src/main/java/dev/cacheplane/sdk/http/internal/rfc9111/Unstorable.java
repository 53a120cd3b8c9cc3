package dev.cacheplane.sdk.http.internal.rfc9111;

import java.util.Locale;

/** Why a response is not stored. Where several reasons hold, the first in this order is given. */
public enum Unstorable {
    /** The policy says so. */
    POLICY,
    /** Responses to this method are not kept. */
    METHOD,
    /** The status is not final, or has to be understood and is not. */
    STATUS,
    /** {@code no-store} in the response. */
    NO_STORE,
    /** {@code no-store} in the request. */
    REQUEST_NO_STORE,
    /** {@code private}: for one user. */
    PRIVATE,
    /** The request had {@code Authorization}, and neither policy nor response says that others may have the answer. */
    AUTHORIZATION,
    /** The same for {@code Cookie}. */
    COOKIE,
    /** The response gives its receiver a cookie, and neither policy nor response says that all may have the same. */
    SET_COOKIE,
    /** {@code Vary: *}: no other request is known to get the same. */
    VARY,
    /** A line that is none, or a header of more than {@link Storing#MOST_HEADER_BYTES}. */
    FIELDS,
    /** {@code Connection}, {@code private} or {@code no-cache} take a field away without which the rest means another thing. */
    INCOHERENT,
    /** More content than the policy lets in. */
    SIZE,
    /** Less content than {@code Content-Length} says. */
    INCOMPLETE,
    /** It says nothing of freshness, and its status is none of those for which it may be made up. */
    SILENT,
    /** It was stale when it came, cannot be validated, and may not be served stale: nobody would ever get it. */
    STALE;

    /** A word or two in lower case, for logs and fields. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
