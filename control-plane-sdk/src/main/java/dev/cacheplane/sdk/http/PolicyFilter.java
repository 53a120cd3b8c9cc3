package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.http.internal.rfc9111.RequestHead;
import dev.cacheplane.sdk.http.internal.rfc9111.SharedCache;
import dev.cacheplane.sdk.policy.PolicySource;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A shared HTTP cache in front of a service's handlers, by the current policy of each request (RFC 9111). Register it for all paths, with {@code asyncSupported}, in front of whatever it shall cache.
 *
 * <p>Where caching is on, {@code GET} and {@code HEAD} are answered with what is stored, and responses are stored as they go by; requests that change something take out what they change. A handler
 * that sees to its caching itself asks for the request's {@link CacheExchange}, or reads the attributes {@value CacheExchange#SHOULD_CACHE} ({@link Boolean}) and
 * {@value CacheExchange#TTL_SECONDS} ({@link Long}): its response is not stored.
 *
 * <p>{@code Cache-Status} (RFC 9211) says of each response where it is from, or why it was not stored; apart from that a response that is not from the cache is what it would be without the filter.
 * One policy holds for a request as long as it lasts: forwards, error pages and asynchronous dispatches keep what the first pass found. With Redis away every request is its handler's.
 */
public final class PolicyFilter implements Filter {
    private final Cache cache;
    private final PolicySource policies;
    private final HttpCacheSettings settings;
    private final HttpCache http;

    /**
     * A filter over a cache; most callers get theirs from {@link dev.cacheplane.sdk.ControlPlane#filter()}.
     *
     * @param settings what no policy says
     */
    public PolicyFilter(Cache cache, PolicySource policies, HttpCacheSettings settings) {
        this.cache = cache;
        this.policies = policies;
        this.settings = settings;
        this.http = new HttpCache(cache, settings);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest asked) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        Asking asking = Asking.dispatched(asked);
        Passing passing = Passing.dispatched(asked);
        if (asking != null) {
            asking.pass(asked, answer, chain);
        } else if (passing != null) {
            passing.pass(asked, answer, chain);
        } else if (!CacheExchange.isAttachedTo(asked)) {
            doFilter(asked, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        PolicySet current = policies.current();
        ServletFacts facts = new ServletFacts(request);
        CacheDecision decision = CacheDecision.of(facts, current, settings.caching(), settings.isBypassedBy(request));
        CacheDecision.Cacheable sought = sought(decision);
        if (sought != null) {
            CacheKey key = CacheExchange.keyOf(sought, cache);
            boolean personal = decision instanceof CacheDecision.Personal;
            http.answer(
                    new Incoming(decision, sought, key, judgement(sought, personal, facts), request, response, chain));
        } else if (decision instanceof CacheDecision.Passed passed) {
            CacheExchange.of(decision, facts.path(), null, cache).attachTo(request);
            http.pass(passed, current, request, response, chain);
        }
    }

    private static CacheDecision.@Nullable Cacheable sought(CacheDecision decision) {
        if (decision instanceof CacheDecision.Personal personal) {
            return personal.request();
        }
        return decision instanceof CacheDecision.Cacheable cacheable ? cacheable : null;
    }

    private static Judgement judgement(CacheDecision.Cacheable sought, boolean personal, RequestFacts request) {
        return new Judgement(
                SharedCache.of(sought.policy().policy(), sought.method()),
                new RequestHead(request.method(), request),
                new Spelling(request.query(), sought.query()),
                personal,
                false);
    }
}
