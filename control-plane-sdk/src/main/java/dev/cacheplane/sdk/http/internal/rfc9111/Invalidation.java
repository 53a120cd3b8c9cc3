package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a request that may have changed something takes out of the cache (RFC 9111, section 4.4). What the policy's
 * {@code invalidates} names goes on top of it, where {@link #isDue} says so.
 */
public final class Invalidation {
    /** Methods registered as safe (RFC 9110, section 16.1). Of any other it is not known. */
    private static final Set<String> SAFE =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY", "PRI");

    private static final List<String> CANDIDATES = List.of("location", "content-location");

    private Invalidation() {}

    /** Whether the request may have changed something: it is not known to be safe, and did not fail. */
    public static boolean isDue(String method, int status) {
        return !SAFE.contains(method) && Statuses.isNonError(status);
    }

    /**
     * The URIs whose responses go, the target first; empty if none do. Others than the target go only if they are of the same
     * origin: nobody takes out what belongs to somebody else.
     *
     * @param target of the request, with scheme and host
     */
    public static List<URI> of(String method, URI target, int status, FieldSource response) {
        List<URI> uris = new ArrayList<>();
        if (isDue(method, status)) {
            uris.add(target);
            CANDIDATES.stream()
                    .flatMap(name -> response.only(name).stream())
                    .flatMap(reference -> resolved(target, reference).stream())
                    .filter(uri -> origin(uri).equals(origin(target)) && !uris.contains(uri))
                    .forEach(uris::add);
        }
        return List.copyOf(uris);
    }

    private static Optional<URI> resolved(URI target, String reference) {
        try {
            URI uri = target.resolve(new URI(reference)).normalize();
            return uri.getHost() == null
                    ? Optional.empty()
                    : Optional.of(new URI(bare(uri.getRawSchemeSpecificPart(), uri.getScheme())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without its fragment, which no server sees. */
    private static String bare(String part, String scheme) {
        return scheme + ":" + part;
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
