package dev.cacheplane.policy.json;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicySettings;
import java.util.Map;

/**
 * All that a service sets, as a client sends it to replace what it set before.
 *
 * @param defaults what the service's endpoints inherit
 * @param endpoints what each endpoint sets
 */
public record Replacement(PolicySettings defaults, Map<EndpointId, PolicySettings> endpoints) {
    /** Copies the map. */
    public Replacement {
        endpoints = Map.copyOf(endpoints);
    }
}
