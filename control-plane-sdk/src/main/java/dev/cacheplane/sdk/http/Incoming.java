package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.http.internal.rfc9111.RequestHead;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request whose response may be stored, and what answers it.
 *
 * @param decision {@code sought} itself, or that it has credentials
 * @param sought what is looked for
 * @param key of what is stored for it
 * @param judgement what it may do with what is stored
 */
record Incoming(
        CacheDecision decision,
        CacheDecision.Cacheable sought,
        CacheKey key,
        Judgement judgement,
        HttpServletRequest request,
        HttpServletResponse response,
        FilterChain chain) {
    RequestHead head() {
        return judgement.request();
    }

    /** The configured endpoint that governs it, or its path. */
    String endpoint() {
        EndpointId matched = sought.policy().matched();
        return matched == null ? sought.path().toString() : matched.toString();
    }

    /** For its handler, if it gets that far. */
    CacheExchange exchange(Cache cache) {
        return CacheExchange.of(decision, request.getRequestURI(), key, cache);
    }
}
