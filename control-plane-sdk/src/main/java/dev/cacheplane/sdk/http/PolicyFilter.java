package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.policy.PolicySource;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Puts the current policy on each request: as a {@link CacheExchange} for Java, and for other frameworks as the attributes
 * {@value CacheExchange#SHOULD_CACHE} ({@link Boolean}) and {@value CacheExchange#TTL_SECONDS} ({@link Long}). Neither
 * asks anybody nor touches the response.
 *
 * <p>One policy holds for a request as long as it lasts: forwards, error pages and asynchronous dispatches keep what the
 * first pass found. Register it with {@code asyncSupported}, and in front of whatever reads the attributes.
 */
public final class PolicyFilter implements Filter {
    private final Cache cache;
    private final PolicySource policies;
    private final boolean enabled;

    /**
     * A filter over a cache; most callers get theirs from {@link dev.cacheplane.sdk.ControlPlane#filter()}.
     *
     * @param enabled whether the service's own environment lets it cache
     */
    public PolicyFilter(Cache cache, PolicySource policies, boolean enabled) {
        this.cache = cache;
        this.policies = policies;
        this.enabled = enabled;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && http.getAttribute(CacheExchange.ATTRIBUTE) == null) {
            CacheDecision decision = CacheDecision.of(new ServletFacts(http), policies.current(), enabled);
            CacheExchange.of(decision, http.getRequestURI(), cache).attachTo(http);
        }
        chain.doFilter(request, response);
    }
}
