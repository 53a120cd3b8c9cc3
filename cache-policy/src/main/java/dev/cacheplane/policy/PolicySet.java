package dev.cacheplane.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that governs one service at one revision: the global defaults, the service's own, and its endpoints.
 *
 * <p>Immutable and safe for any number of threads. The endpoints are compiled once, when the set is made, so that
 * resolving a request is a walk down a trie and hands out an object made before. Changes return the set as it is
 * afterwards; they keep count of when caching came on, see {@link EffectivePolicy#onSince}.
 */
public final class PolicySet {
    private final ServiceName service;
    private final Revision revision;
    private final PolicyLayer global;
    private final PolicyLayer serviceDefaults;
    private final NavigableMap<EndpointId, PolicyLayer> endpoints;
    private final long removedAt;

    private final EffectivePolicy unmatched;
    private final NavigableMap<EndpointId, EffectivePolicy> effective;
    private final PatternIndex<EffectivePolicy> index;

    private PolicySet(
            ServiceName service,
            Revision revision,
            PolicyLayer global,
            PolicyLayer serviceDefaults,
            Map<EndpointId, PolicyLayer> endpoints,
            long removedAt) {
        this.service = service;
        this.revision = revision;
        this.global = global;
        this.serviceDefaults = serviceDefaults;
        this.endpoints = Collections.unmodifiableNavigableMap(new TreeMap<>(endpoints));
        this.removedAt = removedAt;
        refuseAmbiguity(this.endpoints.keySet());
        this.unmatched = Inheritance.resolve(global, serviceDefaults, null, null, removedAt);
        this.effective = new TreeMap<>();
        this.endpoints.forEach(
                (id, layer) -> effective.put(id, Inheritance.resolve(global, serviceDefaults, layer, id, removedAt)));
        this.index = new PatternIndex<>(effective);
    }

    private PolicySet(
            PolicySet original, EffectivePolicy unmatched, NavigableMap<EndpointId, EffectivePolicy> effective) {
        this.service = original.service;
        this.revision = original.revision;
        this.global = original.global;
        this.serviceDefaults = original.serviceDefaults;
        this.endpoints = original.endpoints;
        this.removedAt = original.removedAt;
        this.unmatched = unmatched;
        this.effective = effective;
        this.index = new PatternIndex<>(effective);
    }

    /** The set of a service for which nothing was ever configured. */
    public static PolicySet empty(ServiceName service, Revision revision) {
        return of(service, revision, PolicyLayer.EMPTY, PolicyLayer.EMPTY, Map.of(), 0);
    }

    /**
     * The set that consists of these levels.
     *
     * @param removedAt see {@link #removedAt()}
     * @throws AmbiguousPatternException if two endpoints match a common path and neither is the more specific one
     */
    public static PolicySet of(
            ServiceName service,
            Revision revision,
            PolicyLayer global,
            PolicyLayer serviceDefaults,
            Map<EndpointId, PolicyLayer> endpoints,
            long removedAt) {
        return new PolicySet(service, revision, global, serviceDefaults, endpoints, removedAt);
    }

    /** Two patterns can tie only by a literal after a {@code **}: the others need not be compared. */
    private static void refuseAmbiguity(Set<EndpointId> ids) {
        List<EndpointId> candidates = ids.stream()
                .filter(id -> id.pattern().hasLiteralAfterDoubleStar())
                .toList();
        for (int i = 0; i < candidates.size(); i++) {
            for (EndpointId other : candidates.subList(0, i)) {
                if (candidates.get(i).isAmbiguousWith(other)) {
                    throw new AmbiguousPatternException("'" + other + "' and '" + candidates.get(i)
                            + "' match a common path, and neither is the more specific one");
                }
            }
        }
    }

    /** Whose set this is. */
    public ServiceName service() {
        return service;
    }

    /** Which state of the control plane this is. */
    public Revision revision() {
        return revision;
    }

    /** What all services inherit. */
    public PolicyLayer global() {
        return global;
    }

    /** What the service's endpoints inherit. */
    public PolicyLayer serviceDefaults() {
        return serviceDefaults;
    }

    /** The configured endpoints in order of precedence; unmodifiable. */
    public NavigableMap<EndpointId, PolicyLayer> endpoints() {
        return endpoints;
    }

    /** The number of the last revision at which what a removed endpoint covered was switched on; 0 for never. */
    public long removedAt() {
        return removedAt;
    }

    /** The policy that governs a request: the most specific endpoint that matches, else the service's defaults. */
    public EffectivePolicy resolve(String method, EndpointPath path) {
        EffectivePolicy found = index.find(method, path);
        return found != null ? found : unmatched;
    }

    /** The policy of exactly this endpoint; what it would inherit if it is not configured. */
    public EffectivePolicy effective(EndpointId id) {
        EffectivePolicy configured = effective.get(id);
        return configured != null ? configured : unmatched;
    }

    /**
     * The set as a service obeys it that has not heard for so long whether it still holds: nothing is cached where the
     * policy says {@link PolicyLoss#BYPASS} and the age is over its {@link CachePolicy#policyMaxAge()}. Levels, revision
     * and {@link EffectivePolicy#onSince} stay as they are. This set itself if none of its policies is too old.
     */
    public PolicySet agedTo(Duration age) {
        if (!unmatched.isLostAt(age) && effective.values().stream().noneMatch(policy -> policy.isLostAt(age))) {
            return this;
        }
        NavigableMap<EndpointId, EffectivePolicy> aged = new TreeMap<>(effective);
        aged.replaceAll((id, policy) -> policy.agedTo(age));
        return new PolicySet(this, unmatched.agedTo(age), aged);
    }

    /** With the endpoint's settings replaced, or the endpoint added. */
    public PolicySet withEndpoint(EndpointId id, PolicySettings settings, Revision next) {
        Map<EndpointId, PolicyLayer> changed = new TreeMap<>(endpoints);
        PolicyLayer layer = endpoints.get(id);
        changed.remove(id); // the key as well: it keeps the variables' names as they were written last
        changed.put(
                id,
                layer == null ? new PolicyLayer(settings, next.number()) : layer.changedTo(settings, next.number()));
        return new PolicySet(service, next, global, serviceDefaults, changed, removedAt);
    }

    /** Without the endpoint; the same but for the revision if it is not configured. */
    public PolicySet withoutEndpoint(EndpointId id, Revision next) {
        Map<EndpointId, PolicyLayer> changed = new TreeMap<>(endpoints);
        changed.remove(id);
        return new PolicySet(service, next, global, serviceDefaults, changed, removal(Set.of(id), next));
    }

    /** With other defaults of the service. */
    public PolicySet withServiceDefaults(PolicySettings settings, Revision next) {
        return new PolicySet(
                service, next, global, serviceDefaults.changedTo(settings, next.number()), endpoints, removedAt);
    }

    /** With other global defaults. */
    public PolicySet withGlobalDefaults(PolicySettings settings, Revision next) {
        return new PolicySet(
                service, next, global.changedTo(settings, next.number()), serviceDefaults, endpoints, removedAt);
    }

    /** With all that the service sets replaced at once. */
    public PolicySet replacedBy(
            PolicySettings serviceSettings, Map<EndpointId, PolicySettings> settings, Revision next) {
        Map<EndpointId, PolicyLayer> changed = new TreeMap<>();
        settings.forEach((id, own) -> {
            PolicyLayer layer = endpoints.get(id);
            changed.put(id, layer == null ? new PolicyLayer(own, next.number()) : layer.changedTo(own, next.number()));
        });
        Set<EndpointId> removed = new HashSet<>(endpoints.keySet());
        removed.removeAll(settings.keySet());
        return new PolicySet(
                service,
                next,
                global,
                serviceDefaults.changedTo(serviceSettings, next.number()),
                changed,
                removal(removed, next));
    }

    /**
     * What a removed endpoint covered falls to another one, or to the service. If the endpoint was off, that is a switch
     * now; if it was on, the other one need not know of the last switch here.
     */
    private long removal(Set<EndpointId> removed, Revision next) {
        return removed.stream()
                .filter(endpoints::containsKey)
                .map(id -> effective(id))
                .mapToLong(effective -> effective.policy().shouldCache() ? effective.onSince() : next.number())
                .reduce(removedAt, Math::max);
    }

    /** Whether both sets say the same, whatever their revisions. */
    public boolean saysTheSameAs(PolicySet other) {
        return service.equals(other.service)
                && global.equals(other.global)
                && serviceDefaults.equals(other.serviceDefaults)
                && new ArrayList<>(endpoints.entrySet()).equals(new ArrayList<>(other.endpoints.entrySet()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicySet that
                && revision.equals(that.revision)
                && removedAt == that.removedAt
                && unmatched.equals(that.unmatched)
                && effective.equals(that.effective)
                && saysTheSameAs(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(service, revision);
    }

    @Override
    public String toString() {
        return service + " " + revision + " " + endpoints;
    }
}
