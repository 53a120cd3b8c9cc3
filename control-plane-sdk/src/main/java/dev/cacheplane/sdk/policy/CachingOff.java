package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Another source's policies, save that nothing is cached. All else is kept, since a service that does not cache still
 * invalidates what others do, under the keys that their policies give.
 */
public final class CachingOff implements PolicySource {
    private final PolicySource source;
    private volatile Switched latest;

    /** A set as it came, and as it is without caching: made once for each set. */
    private record Switched(PolicySet original, PolicySet off) {
        static Switched of(PolicySet set) {
            Map<EndpointId, PolicyLayer> endpoints = new TreeMap<>();
            set.endpoints().forEach((id, layer) -> endpoints.put(id, switchedOff(layer)));
            return new Switched(
                    set,
                    PolicySet.of(
                            set.service(),
                            set.revision(),
                            switchedOff(set.global()),
                            switchedOff(set.serviceDefaults()),
                            endpoints,
                            set.removedAt()));
        }

        private static PolicyLayer switchedOff(PolicyLayer layer) {
            return new PolicyLayer(layer.settings().without(PolicyField.SHOULD_CACHE), layer.switchedAt());
        }
    }

    /** @param source is closed with this one */
    public CachingOff(PolicySource source) {
        this.source = source;
        latest = Switched.of(source.current());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a source hands out one object until it has another set; asked per request
    public PolicySet current() {
        PolicySet original = source.current();
        Switched known = latest;
        if (known.original() != original) {
            known = Switched.of(original);
            latest = known;
        }
        return known.off();
    }

    @Override
    public void close() {
        source.close();
    }
}
