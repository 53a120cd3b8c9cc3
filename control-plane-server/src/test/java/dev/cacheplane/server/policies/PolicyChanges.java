package dev.cacheplane.server.policies;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.ServiceName;
import java.time.Duration;

/** Changes policies, for tests of other rooms. */
public final class PolicyChanges {
    private final Policies policies;

    public PolicyChanges(Policies policies) {
        this.policies = policies;
    }

    /** Gives an endpoint this TTL, and says which set is the one that holds then. */
    public SnapshotId change(ServiceName service, int ttlSeconds) {
        return policies.snapshot(policies.change(
                        service, (set, next) -> set.withEndpoint(EndpointId.of("/items"), ttl(ttlSeconds), next)))
                .id();
    }

    /** Gives all services this TTL. */
    public void changeAll(int ttlSeconds) {
        policies.changeGlobalDefaults(before -> ttl(ttlSeconds));
    }

    private static PolicySettings ttl(int seconds) {
        return PolicySettings.EMPTY.with(PolicyField.TTL, Duration.ofSeconds(seconds));
    }
}
