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
import org.jspecify.annotations.Nullable;

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
        targets.addAll(at(request.getRequestURI(), request.getQueryString(), policies, cache));
        named(request, response)
                .forEach(uri -> targets.addAll(at(uri.getRawPath(), uri.getRawQuery(), policies, cache)));
        policy.invalidates().endpoints().forEach(pattern -> targets.add(Target.endpoint(pattern.toString())));
        policy.invalidates().tags().forEach(tag -> targets.add(Target.tag(tag)));
        return targets;
    }

    /** What the response names. Clients write targets, queries above all, that are no URIs and mean what they mean all the same. */
    private static List<URI> named(HttpServletRequest request, FieldSource response) {
        try {
            EndpointPath path = EndpointPath.parse(request.getRequestURI());
            URI sent = new URI(request.getScheme() + "://" + host(request) + path);
            return Invalidation.named(sent, response);
        } catch (URISyntaxException | InvalidPathException e) {
            return List.of();
        }
    }

    private static String host(HttpServletRequest request) {
        return request.getServerName() + ":" + request.getServerPort();
    }

    /** The responses of a path and a query. Where headers or cookies tell its entries apart nobody can name them all: then those of the whole endpoint go. */
    private static List<Target> at(String rawPath, @Nullable String rawQuery, PolicySet policies, Cache cache) {
        EndpointPath path;
        try {
            path = EndpointPath.parse(rawPath);
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
        return Stream.concat(Stream.of(""), CanonicalQuery.of(rawQuery, recipe.query()).stream())
                .distinct()
                .<Target>map(query -> cache.key("GET", path, query, ""))
                .toList();
    }
}
