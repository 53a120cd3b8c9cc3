package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;

/**
 * Policies that do not change until they are {@linkplain #change changed} by hand: for tests, and for services that run
 * without a control plane.
 */
public final class FixedPolicies implements PolicySource {
    private volatile PolicySet current;

    /** These policies. */
    public FixedPolicies(PolicySet policies) {
        current = policies;
    }

    /** No settings at all: nothing is cached. */
    public static FixedPolicies none(ServiceName service) {
        return new FixedPolicies(PolicySet.empty(service, Revision.NONE));
    }

    /** Other policies from now on. */
    public void change(PolicySet policies) {
        current = policies;
    }

    @Override
    public PolicySet current() {
        return current;
    }

    /** Does nothing: there is nothing to end. */
    @Override
    public void close() {}
}
