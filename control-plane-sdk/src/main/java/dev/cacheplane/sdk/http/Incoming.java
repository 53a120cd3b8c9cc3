package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.http.internal.rfc9111.RequestHead;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request whose response may be stored, and what answers it.
 *
 * @param key of what is stored for it
 * @param endpoint the configured one that governs it, or its path
 * @param judgement what it may do with what is stored
 * @param exchange for its handler, if it gets that far
 */
record Incoming(
        CacheKey key,
        String endpoint,
        Judgement judgement,
        CacheExchange exchange,
        HttpServletRequest request,
        HttpServletResponse response,
        FilterChain chain) {
    RequestHead head() {
        return judgement.request();
    }
}
