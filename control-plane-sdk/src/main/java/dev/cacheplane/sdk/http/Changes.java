package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.InvalidPathException;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.rfc9111.Invalidation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a request that may have changed something takes out of the cache: what it was sent to, what its response names (RFC 9111, section 4.4), and what the policy's {@code invalidates} says.
 */
final class Changes {
    private Changes() {}

    /** Whether a request may change anything at all. */
    static boolean mayCome(String method) {
        return Invalidation.isDue(method, 200);
    }

    /**
     * The targets; none if the request has failed, or is known to change nothing.
     *
     * @param policy of the request
     */
    static List<Target> of(
            HttpServletRequest request,
            CachePolicy policy,
            PolicySet policies,
            Cache cache,
            int status,
            FieldSource response) {
        if (!Invalidation.isDue(request.getMethod(), status)) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        uris(request, status, response).forEach(uri -> targets.addAll(at(uri, policies, cache)));
        policy.invalidates().endpoints().forEach(pattern -> targets.add(Target.endpoint(pattern.toString())));
        policy.invalidates().tags().forEach(tag -> targets.add(Target.tag(tag)));
        return targets;
    }

    private static List<URI> uris(HttpServletRequest request, int status, FieldSource response) {
        try {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            URI sent = new URI(request.getScheme() + "://" + host(request) + request.getRequestURI() + query);
            return Invalidation.of(request.getMethod(), sent, status, response);
        } catch (URISyntaxException e) {
            return List.of(); // nothing has been stored under what is no URI
        }
    }

    private static String host(HttpServletRequest request) {
        return request.getServerName() + ":" + request.getServerPort();
    }

    /** The responses of a URI. Where headers or cookies tell its entries apart nobody can name them all: then those of the whole endpoint go. */
    private static List<Target> at(URI uri, PolicySet policies, Cache cache) {
        EndpointPath path;
        try {
            path = EndpointPath.parse(uri.getRawPath());
        } catch (InvalidPathException e) {
            return List.of();
        }
        EffectivePolicy governing = policies.resolve("GET", path);
        KeyRecipe recipe = governing.policy().keyRecipe();
        if (!recipe.headers().isEmpty() || !recipe.cookies().isEmpty()) {
            return List.of(
                    governing.matched() == null
                            ? Target.service()
                            : Target.endpoint(governing.matched().pattern().toString()));
        }
        return Stream.concat(Stream.of(""), CanonicalQuery.of(uri.getRawQuery(), recipe.query()).stream())
                .distinct()
                .<Target>map(query -> cache.key("GET", path, query, ""))
                .toList();
    }
}
