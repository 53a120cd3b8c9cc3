package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.InvalidPathException;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLevel;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.http.internal.rfc9111.Credential;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to do with a request: a pure function of the policies and the request, carried out by {@link CacheExchange}. */
sealed interface CacheDecision {
    /** The policy that governs the request. */
    EffectivePolicy policy();

    /**
     * Look it up, and store what is computed.
     *
     * @param method whose policy governs; {@code GET} for {@code HEAD} too
     * @param query the canonical query; empty for none
     * @param variant see {@link Variant}; empty for none
     */
    record Cacheable(EffectivePolicy policy, String method, EndpointPath path, String query, String variant)
            implements CacheDecision {}

    /**
     * The request has credentials that its key does not tell from others': no value is stored for it, and of responses only what says itself that it is for all (RFC 9111, section 3.5).
     *
     * @param request what it would be without them
     */
    record Personal(Cacheable request) implements CacheDecision {
        @Override
        public EffectivePolicy policy() {
            return request.policy();
        }
    }

    /** Compute, and leave the cache alone. */
    record Passed(EffectivePolicy policy, Bypass reason) implements CacheDecision {}

    /** What governs a path that has no canonical form: nothing can be configured for it. */
    EffectivePolicy UNGOVERNED = new EffectivePolicy(CachePolicy.DEFAULTS, Map.of(), null, 0);

    /**
     * Decides.
     *
     * @param enabled whether the service's own environment lets it cache
     * @param waived whether an operator wants this one request computed
     */
    static CacheDecision of(RequestFacts request, PolicySet policies, boolean enabled, boolean waived) {
        EndpointPath path;
        try {
            path = EndpointPath.parse(request.path());
        } catch (InvalidPathException e) {
            return new Passed(UNGOVERNED, enabled ? Bypass.PATH : Bypass.DISABLED);
        }
        String method = isRead(request.method()) ? "GET" : request.method();
        EffectivePolicy effective = policies.resolve(method, path);
        CachePolicy policy = effective.policy();
        if (!enabled) {
            return new Passed(effective, Bypass.DISABLED);
        }
        if (!policy.shouldCache()) {
            boolean lost = effective.source(PolicyField.SHOULD_CACHE) == PolicyLevel.LOSS;
            return new Passed(effective, lost ? Bypass.LOSS : Bypass.POLICY);
        }
        if (waived) {
            return new Passed(effective, Bypass.OPERATOR);
        }
        if (!isRead(request.method()) && !isForOneMethod(effective)) {
            return new Passed(effective, Bypass.METHOD);
        }
        if (hasBody(request)) {
            return new Passed(effective, Bypass.BODY);
        }
        KeyRecipe recipe = policy.keyRecipe();
        Optional<String> query = CanonicalQuery.of(request.query(), recipe.query());
        if (query.isEmpty()) {
            return new Passed(effective, Bypass.QUERY);
        }
        Cacheable cacheable = new Cacheable(effective, method, path, query.get(), Variant.of(request, recipe));
        return Credential.anyUnsaid(request, recipe) ? new Personal(cacheable) : cacheable;
    }

    /** {@code HEAD} asks for what {@code GET} would answer (RFC 9110, section 9.3.2), and follows its policy. */
    static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether somebody has said of that very method that it is cached: an endpoint that only inherits it is there for something else, such as what it invalidates. */
    private static boolean isForOneMethod(EffectivePolicy policy) {
        return policy.matched() != null
                && policy.matched().method() != null
                && policy.source(PolicyField.SHOULD_CACHE) == PolicyLevel.ENDPOINT;
    }

    /** Where nothing says how long the body is there is none (RFC 9112, section 6.3), or it is HTTP/2 and may come yet. */
    private static boolean hasBody(RequestFacts request) {
        List<String> lengths = request.values("content-length");
        return request.has("transfer-encoding")
                || (lengths.isEmpty()
                        ? !isRead(request.method())
                        : lengths.stream().anyMatch(length -> !length.equals("0")));
    }
}
