package dev.cacheplane.policy.json;

import dev.cacheplane.policy.PolicySet;
import java.util.List;

/**
 * A policy set as a service understood it.
 *
 * @param set what holds
 * @param rejected the policies that could not be read, for which the previous ones hold; empty if all were
 */
public record ReadSet(PolicySet set, List<Fault> rejected) {
    /** Copies the list. */
    public ReadSet {
        rejected = List.copyOf(rejected);
    }
}
