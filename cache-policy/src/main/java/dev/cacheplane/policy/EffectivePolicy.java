package dev.cacheplane.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy that governs a request, and why.
 *
 * @param policy the complete policy
 * @param sources for every field the level that its value comes from
 * @param matched the configured endpoint that governs; null where none matches and the service's defaults do
 * @param onSince the number of the revision at which caching was last switched on: entries that were stored under an
 *     earlier one must not be used. Where it cannot be told exactly it is later rather than earlier
 */
public record EffectivePolicy(
        CachePolicy policy,
        Map<PolicyField<?>, PolicyLevel> sources,
        @Nullable EndpointId matched,
        long onSince) {

    /** Copies the map. */
    public EffectivePolicy {
        sources = Map.copyOf(sources);
    }

    /** Where the value of a field comes from. */
    public PolicyLevel source(PolicyField<?> field) {
        return sources.getOrDefault(field, PolicyLevel.DEFAULT);
    }

    /** Whether caching ends by this age; see {@link PolicySet#agedTo}. */
    boolean isLostAt(Duration age) {
        return policy.shouldCache()
                && policy.onPolicyLoss() == PolicyLoss.BYPASS
                && policy.policyMaxAge().filter(most -> age.compareTo(most) > 0).isPresent();
    }

    EffectivePolicy agedTo(Duration age) {
        if (!isLostAt(age)) {
            return this;
        }
        Map<PolicyField<?>, PolicyLevel> explained = new HashMap<>(sources);
        explained.put(PolicyField.SHOULD_CACHE, PolicyLevel.LOSS);
        return new EffectivePolicy(policy.with(PolicyField.SHOULD_CACHE, false), explained, matched, onSince);
    }
}
