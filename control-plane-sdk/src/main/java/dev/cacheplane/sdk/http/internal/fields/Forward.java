package dev.cacheplane.sdk.http.internal.fields;

import java.util.Locale;

/** Why a request went further than the cache (RFC 9211, section 2.2). */
public enum Forward {
    /** The cache was told to leave such requests alone. */
    BYPASS,
    /** The method demands it. */
    METHOD,
    /** Nothing is stored for the URI. */
    URI_MISS,
    /** Something is stored for the URI, but for other requests. */
    VARY_MISS,
    /** What is stored is fresh, but the request must not or would not have it. */
    REQUEST,
    /** What is stored is stale, or must be validated each time. */
    STALE;

    /** As the field writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
