package dev.cacheplane.server.fleet;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.policies.SnapshotId;
import java.time.Duration;
import java.util.List;

/** A service's fleet at one moment. */
record FleetView(ServiceName service, SnapshotId current, List<Seen> instances) {
    FleetView {
        instances = List.copyOf(instances);
    }

    /**
     * One instance as it is seen.
     *
     * @param silence how long ago it last reported
     */
    record Seen(Instance instance, State state, Duration silence) {}

    /** How many are in this state. */
    long count(State state) {
        return instances.stream().filter(seen -> seen.state() == state).count();
    }

    /** How many are in any state but gone. */
    long live() {
        return instances.size() - count(State.GONE);
    }
}
