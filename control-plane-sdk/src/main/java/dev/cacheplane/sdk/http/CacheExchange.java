package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Loader;
import dev.cacheplane.sdk.cache.TypeOf;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * One request's dealings with the cache: which policy governs it, and reading and storing under its key.
 *
 * <p>Immutable, and safe for any number of threads. What holds when Redis is away is said at {@link Cache}: the value is
 * computed.
 */
public final class CacheExchange {
    /** The name of a request attribute, a {@link Boolean}: what {@link #shouldCache} says. */
    public static final String SHOULD_CACHE = "controlPlane.shouldCache";
    /** The name of a request attribute, a {@link Long}: {@link #ttl} in seconds. */
    public static final String TTL_SECONDS = "controlPlane.ttlSeconds";

    static final String ATTRIBUTE = CacheExchange.class.getName();

    private final Cache cache;
    private final CacheDecision decision;
    private final String rawPath;

    CacheExchange(Cache cache, CacheDecision decision, String rawPath) {
        this.cache = cache;
        this.decision = decision;
        this.rawPath = rawPath;
    }

    static void attach(CacheExchange exchange, HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, exchange);
        request.setAttribute(SHOULD_CACHE, exchange.shouldCache());
        request.setAttribute(TTL_SECONDS, exchange.ttl().toSeconds());
    }

    /**
     * The exchange of a request.
     *
     * @throws IllegalStateException if the request has not passed the {@link PolicyFilter}
     */
    public static CacheExchange of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof CacheExchange exchange) {
            return exchange;
        }
        throw new IllegalStateException("the request has not passed the policy filter:"
                + " register ControlPlane.filter() for /* with asyncSupported, in front of whatever asks for its policy");
    }

    /** Whether the answer is read from the cache and stored there; {@link #bypass} says why not. */
    public boolean shouldCache() {
        return decision instanceof CacheDecision.Cacheable;
    }

    /** Why the answer is not cached; empty if it is. */
    public Optional<Bypass> bypass() {
        return decision instanceof CacheDecision.Passed passed ? Optional.of(passed.reason()) : Optional.empty();
    }

    /** How long the answer is fresh once stored; the policy's value also where nothing is cached. */
    public Duration ttl() {
        return policy().ttl();
    }

    /** The path, in canonical form; as it was sent if it has none, which is never cached. */
    public String endpoint() {
        return decision.path().map(Object::toString).orElse(rawPath);
    }
}
