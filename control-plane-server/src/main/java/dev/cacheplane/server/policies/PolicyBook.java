package dev.cacheplane.server.policies;

import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All policies at one revision. Immutable.
 *
 * @param revision that of the last change of anything
 * @param global what all services inherit
 * @param globalRevision that of the last change of {@code global}
 * @param services every service for which something was ever set
 */
record PolicyBook(
        Revision revision, PolicyLayer global, Revision globalRevision, NavigableMap<ServiceName, PolicySet> services) {

    PolicyBook {
        services = Collections.unmodifiableNavigableMap(new TreeMap<>(services));
    }

    /** Whether anything was ever set for a service. */
    boolean knows(ServiceName service) {
        return services.containsKey(service);
    }

    /** What governs a service, whether anything was ever set for it or not. Its revision is that of the last change it can notice. */
    PolicySet set(ServiceName service) {
        PolicySet known = services.get(service);
        return known != null ? known : PolicySet.of(service, revision(service), global, PolicyLayer.EMPTY, Map.of(), 0);
    }

    /** That of the last change that a service can notice. */
    Revision revision(ServiceName service) {
        PolicySet known = services.get(service);
        return known != null ? known.revision() : globalRevision;
    }

    /** With one service's set changed, at that set's revision. */
    PolicyBook with(PolicySet changed) {
        NavigableMap<ServiceName, PolicySet> sets = new TreeMap<>(services);
        sets.put(changed.service(), changed);
        return new PolicyBook(changed.revision(), global, globalRevision, sets);
    }

    /** With other global defaults, which every service notices. */
    PolicyBook withGlobalDefaults(PolicySettings settings, Revision next) {
        NavigableMap<ServiceName, PolicySet> sets = new TreeMap<>(services);
        sets.replaceAll((service, set) -> set.withGlobalDefaults(settings, next));
        return new PolicyBook(next, global.changedTo(settings, next.number()), next, sets);
    }
}
