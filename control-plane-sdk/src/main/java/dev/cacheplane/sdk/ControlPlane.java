package dev.cacheplane.sdk;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.http.HttpCacheSettings;
import dev.cacheplane.sdk.http.PolicyFilter;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.policy.PolicySource;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.MemoryStore;
import jakarta.servlet.Filter;
import java.net.URI;

/**
 * A service's connection to the control plane and to its cache: make one when the service starts, close it when it ends.
 * Instances share nothing, so that one JVM may hold several.
 *
 * <p>Safe for any number of threads. It starts, and goes on, whether the control plane and Redis are there or not: without
 * the first the last known policies hold (at the start: nothing is cached), without the second everything is computed.
 */
public final class ControlPlane implements AutoCloseable {
    private static final URI NOWHERE = URI.create("http://control-plane.invalid");

    private final ServiceName service;
    private final PolicySource policies;
    private final CacheStore store;
    private final Cache cache;
    private final Filter filter;

    ControlPlane(
            ServiceName service, PolicySource policies, CacheStore store, Cache cache, HttpCacheSettings settings) {
        this.service = service;
        this.policies = policies;
        this.store = store;
        this.cache = cache;
        this.filter = new PolicyFilter(cache, policies, settings);
    }

    /**
     * Begins to describe a connection.
     *
     * @param service the service's name, such as {@code product-service}: it stands in the control plane's URLs and in Redis' keys
     * @param controlPlane where the control plane is, such as {@code http://localhost:8000}; a path is kept
     * @throws IllegalArgumentException if the name is none, or the URI is not an absolute one of http or https
     */
    public static ControlPlaneBuilder builder(String service, URI controlPlane) {
        return new ControlPlaneBuilder(new ServiceName(service), controlPlane);
    }

    /**
     * One for tests of a service: it asks nobody, and its cache is in memory. All else is as in production, one computation per key and late fills that are refused included.
     *
     * <p>For policies of single endpoints, or ones that change, give {@link ControlPlaneBuilder#policies} a
     * {@link FixedPolicies} and {@link ControlPlaneBuilder#store} a {@link MemoryStore}.
     *
     * @param service the service's name
     * @param policy of all its endpoints, such as {@code PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true)}
     */
    public static ControlPlane fixed(String service, PolicySettings policy) {
        PolicySet policies = PolicySet.empty(new ServiceName(service), Revision.NONE)
                .withServiceDefaults(policy, new Revision("fixed", 1));
        return builder(service, NOWHERE)
                .policies(new FixedPolicies(policies))
                .store(new MemoryStore())
                .build();
    }

    /** The name given to {@link #builder}. */
    public ServiceName service() {
        return service;
    }

    /** The HTTP cache in front of the service's handlers, see {@link PolicyFilter}; register it for all paths, with {@code asyncSupported}. */
    public Filter filter() {
        return filter;
    }

    /** The service's cache: for invalidating, and for what is not asked for by a request. */
    public Cache cache() {
        return cache;
    }

    /**
     * What governs such a request now, and why: for a service that wants to know before there is a request, to warm its cache
     * for instance. {@code HEAD} is governed as {@code GET} is. Asks nobody, and may be outdated as soon as it is answered:
     * {@link #cache()} asks anew at every call. Whether a request is cached depends on more than its policy, see
     * {@link dev.cacheplane.sdk.http.CacheExchange#bypass}.
     *
     * @param method such as {@code GET}, in upper case
     * @param path such as {@code /products/7}, without a query
     * @throws dev.cacheplane.policy.InvalidPathException if it is no canonical path: nothing can be configured for it
     */
    public EffectivePolicy policy(String method, String path) {
        return policies.current().resolve(method.equals("HEAD") ? "GET" : method, EndpointPath.parse(path));
    }

    /**
     * Takes leave of the control plane, which takes half a second at most, gives back the leases of running computations, and
     * disconnects from Redis. Call it when no request is under way any more: those that are go on, without a cache.
     */
    @Override
    public void close() {
        policies.close();
        cache.close();
        store.close();
    }
}
