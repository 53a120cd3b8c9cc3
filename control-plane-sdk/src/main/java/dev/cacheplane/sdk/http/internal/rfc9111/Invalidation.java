package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request that may have changed something takes out of the cache (RFC 9111, section 4.4). What the policy's
 * {@code invalidates} names goes on top of it, where {@link #isDue} says so.
 */
public final class Invalidation {
    /** Methods registered as safe (RFC 9110, section 16.1). Of any other it is not known. */
    private static final Set<String> SAFE =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY", "PRI");

    private static final List<String> CANDIDATES = List.of("location", "content-location");

    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private Invalidation() {}

    /** Whether the request may have changed something: it is not known to be safe, and did not fail. */
    public static boolean isDue(String method, int status) {
        return !SAFE.contains(method) && Statuses.isNonError(status);
    }

    /**
     * The URIs that the response names and whose responses go too, beside the target's; each once. Only those of the target's origin do: nobody takes out what belongs to somebody else.
     *
     * @param target of the request, with scheme and host
     */
    public static List<URI> named(URI target, FieldSource response) {
        return CANDIDATES.stream()
                .flatMap(name -> response.only(name).stream())
                .flatMap(reference -> resolved(target, reference).stream())
                .filter(uri -> origin(uri).equals(origin(target)) && !uri.equals(target))
                .distinct()
                .toList();
    }

    private static Optional<URI> resolved(URI target, String reference) {
        try {
            URI uri = target.resolve(new URI(reference)).normalize();
            return uri.getRawAuthority() == null
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

    /** By the authority as a whole: {@link URI} knows no host and no port in one with an underscore, as in {@code product_service:8080}. */
    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String standard = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + (PORT.matcher(authority).find() ? authority : authority + standard);
    }
}
