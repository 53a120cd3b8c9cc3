package dev.cacheplane.server.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as a browser tells. Browsers say it with every request that could change something, and pages cannot
 * keep them from it: a request without these headers was not made by a page.
 *
 * @param origin the {@code Origin} header (RFC 6454)
 * @param fetchSite the {@code Sec-Fetch-Site} header (W3C Fetch Metadata)
 * @param host the {@code Host} header
 */
record RequestOrigin(
        @Nullable String origin,
        @Nullable String fetchSite,
        @Nullable String host) {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    /** Whether a page of another origin made it: of another host, or another port of this one. */
    boolean isForeign() {
        return (fetchSite != null && !OURS.contains(fetchSite)) || (origin != null && !isOurs(origin));
    }

    /** Whatever the scheme: a proxy in front may speak TLS. */
    private boolean isOurs(String text) {
        try {
            String authority = new URI(text).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
