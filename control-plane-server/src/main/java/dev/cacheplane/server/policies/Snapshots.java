package dev.cacheplane.server.policies;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** The last snapshot of each service that was asked for, so that one revision is written and hashed once. Thread-safe. */
final class Snapshots {
    // Any name can be asked for. Beyond this many all are forgotten, and made again when they are asked for.
    private static final int MOST = 1_000;

    private final ConcurrentMap<ServiceName, Snapshot> latest = new ConcurrentHashMap<>();

    /** @param set gives the service's set at that revision */
    Snapshot of(ServiceName service, Revision revision, Supplier<PolicySet> set) {
        Snapshot known = latest.get(service);
        if (known != null && known.id().revision().equals(revision)) {
            return known;
        }
        if (latest.size() >= MOST) {
            latest.clear();
        }
        return latest.compute(
                service,
                (name, other) ->
                        other != null && other.id().revision().equals(revision) ? other : Snapshot.of(set.get()));
    }
}
