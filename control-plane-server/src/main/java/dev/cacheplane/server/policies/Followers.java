package dev.cacheplane.server.policies;

import dev.cacheplane.policy.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who follows the policies, and can tell when a change holds everywhere. */
public interface Followers {
    /**
     * Completes when every live instance of a service has applied a set or a later one, or when the time is over; by any thread. Where too many
     * wait already, at once.
     *
     * @param atMost zero for what is so now
     */
    CompletableFuture<Convergence> applied(ServiceName service, SnapshotId target, Duration atMost);

    /**
     * How far a change has come.
     *
     * @param live instances that are there
     * @param applied those of them that have applied it
     * @param took how long it was waited for
     * @param waitingFor those that have not applied it, 100 at most
     */
    record Convergence(int live, int applied, Duration took, List<Follower> waitingFor) {
        public Convergence {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** One instance. */
    record Follower(String instance, String host) {}
}
