package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Loader;
import dev.cacheplane.sdk.cache.Lookup;
import dev.cacheplane.sdk.cache.Ticket;
import dev.cacheplane.sdk.cache.TypeOf;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request's dealings with the cache: which policy governs it, and its entry to read and to store. A request that is not
 * to be cached is computed, and leaves the cache alone.
 *
 * <p>Immutable, and safe for any number of threads. What holds when Redis is away is said at {@link Cache}.
 */
public final class CacheExchange {
    /** The name of a request attribute, a {@link Boolean}: what {@link #shouldCache} says. */
    public static final String SHOULD_CACHE = "controlPlane.shouldCache";
    /** The name of a request attribute, a {@link Long}: {@link #ttl} in seconds. */
    public static final String TTL_SECONDS = "controlPlane.ttlSeconds";

    private static final String ATTRIBUTE = CacheExchange.class.getName();

    private static final String ATTACHED = ATTRIBUTE + ".attached";

    /** Who reads one of them sees to the caching of the response itself. */
    static final Set<String> ATTRIBUTES = Set.of(ATTRIBUTE, SHOULD_CACHE, TTL_SECONDS);

    private final Cache cache;
    private final CacheDecision decision;
    private final String endpoint;
    private final @Nullable CacheKey key;

    private CacheExchange(Cache cache, CacheDecision decision, String endpoint, @Nullable CacheKey key) {
        this.cache = cache;
        this.decision = decision;
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * @param path as it was sent
     * @param key of the request; null if it has none
     */
    static CacheExchange of(CacheDecision decision, String path, @Nullable CacheKey key, Cache cache) {
        return decision instanceof CacheDecision.Cacheable request
                ? new CacheExchange(cache, decision, request.path().toString(), key)
                : new CacheExchange(cache, decision, path, null);
    }

    static CacheKey keyOf(CacheDecision.Cacheable request, Cache cache) {
        return cache.key(request.method(), request.path(), request.query(), request.variant());
    }

    /**
     * The exchange of a request. A handler that asks for it sees to the caching of its answer itself: the filter does not store its response.
     *
     * @throws IllegalStateException if the request has not passed the {@link PolicyFilter}
     */
    public static CacheExchange of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof CacheExchange exchange) {
            return exchange;
        }
        throw new IllegalStateException("The request has not passed the policy filter:"
                + " register ControlPlane.filter() for /*, in front of whatever asks for a request's policy");
    }

    /** Whether the request has an exchange. Does not count as asking for it. */
    static boolean isAttachedTo(HttpServletRequest request) {
        return request.getAttribute(ATTACHED) != null;
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTACHED, true);
        request.setAttribute(ATTRIBUTE, this);
        request.setAttribute(SHOULD_CACHE, shouldCache());
        request.setAttribute(TTL_SECONDS, ttl().toSeconds());
    }

    /** Whether the answer is looked up and stored; {@link #bypass} says why not. */
    public boolean shouldCache() {
        return key != null;
    }

    /** Why the answer is not cached; empty if it is. */
    public Optional<Bypass> bypass() {
        if (decision instanceof CacheDecision.Personal) {
            return Optional.of(Bypass.CREDENTIALS);
        }
        return decision instanceof CacheDecision.Passed passed ? Optional.of(passed.reason()) : Optional.empty();
    }

    /** How long the answer is fresh once it is stored; the policy's value also where nothing is. */
    public Duration ttl() {
        return policy().ttl();
    }

    /** The policy that governs the request. */
    public CachePolicy policy() {
        return decision.policy().policy();
    }

    /** The configured endpoint whose policy that is; empty if none matches and the service's defaults govern. */
    public Optional<EndpointId> matched() {
        return Optional.ofNullable(decision.policy().matched());
    }

    /** The path, {@code /products/7}; in canonical form if it is cached, else as it was sent. */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The key of the request's entry, made by the policy's recipe: {@code cache:product-service:/products?page=2}. Empty
     * where the request is not cached: there is no key under which nobody else would find its answer.
     */
    public Optional<CacheKey> cacheKey() {
        return Optional.ofNullable(key);
    }

    /**
     * The same request under a key of the handler's choice, if it is cached at all. For handlers who know better than a
     * recipe what their answer depends on: such a key names one entry, which one {@link Cache#invalidate} takes out.
     */
    public CacheExchange withKey(CacheKey chosen) {
        return new CacheExchange(cache, decision, endpoint, shouldCache() ? chosen : null);
    }

    /** As {@link #getOrLoad(TypeOf, Loader)}, for a type without type arguments. */
    public <T, X extends Exception> Cached<T> getOrLoad(Class<T> type, Loader<T, X> loader) throws X {
        return getOrLoad(TypeOf.of(type), loader);
    }

    /**
     * The entry's value, or what the loader computes, which is then stored for {@link #ttl}.
     *
     * @throws X what the loader throws, unchanged
     * @see Cache#getOrLoad(CacheKey, TypeOf, Loader)
     */
    public <T, X extends Exception> Cached<T> getOrLoad(TypeOf<T> type, Loader<T, X> loader) throws X {
        return key == null ? new Cached<>(loader.load(), false) : cache.getOrLoad(key, type, loader);
    }

    /** As {@link #get(TypeOf)}, for a type without type arguments. */
    public <T> Lookup<T> get(Class<T> type) {
        return get(TypeOf.of(type));
    }

    /**
     * The entry's value, or a ticket to store it with; the ticket is void if the request is not cached.
     *
     * @see Cache#get(CacheKey, TypeOf)
     */
    public <T> Lookup<T> get(TypeOf<T> type) {
        return key == null ? new Lookup.Miss<>(Ticket.ofNothing()) : cache.get(key, type);
    }

    /**
     * Stores what was missing.
     *
     * @return whether it is stored
     * @see Cache#put
     */
    public <T> boolean put(Ticket<T> ticket, T value) {
        return cache.put(ticket, value);
    }
}
