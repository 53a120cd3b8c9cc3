package dev.cacheplane.server.policies;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint the URL {@code /api/config/{service}/{endpoint…}?method=} names.
 *
 * @param rawPath the endpoint as it was sent, undecoded
 * @param method upper-case; null if the URL names none
 */
record Address(
        ServiceName service, String rawPath, @Nullable String method) {
    private static final Pattern ENDPOINT = Pattern.compile("/api/config/[^/]+(?<path>/.*)");
    private static final Pattern METHOD = Pattern.compile("method=([A-Za-z]{1,20})");

    /** @throws ProblemException (400) if it names none */
    static Address of(Context ctx) {
        Matcher endpoint = ENDPOINT.matcher(ctx.path());
        if (!endpoint.matches()) {
            throw new IllegalArgumentException("not a route to an endpoint: " + ctx.path());
        }
        return new Address(ServiceUrl.service(ctx), endpoint.group("path"), method(ctx));
    }

    /** The configured endpoint of exactly this pattern and method. */
    EndpointId id() {
        return new EndpointId(EndpointPattern.parse(rawPath), method);
    }

    /** The path of a request. */
    EndpointPath path() {
        return EndpointPath.parse(rawPath);
    }

    private static @Nullable String method(Context ctx) {
        String query = ctx.queryString();
        if (query == null) {
            return null;
        }
        Matcher method = METHOD.matcher(query);
        if (!method.matches()) {
            throw new ProblemException(
                    400, "The one parameter there is is 'method', as in ?method=GET; not '?" + query + "'");
        }
        return method.group(1).toUpperCase(Locale.ROOT);
    }
}
