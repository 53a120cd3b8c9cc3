package dev.cacheplane.server.fleet;

import dev.cacheplane.server.policies.SnapshotId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One instance as it last reported. Immutable.
 *
 * @param firstAt when it was first heard of, on the fleet's clock, in nanoseconds
 * @param reportedAt when it was last heard of
 * @param appliedAfter from the change that made its applied set the current one to the first report that said so; null if it has not
 *     applied the set that was current then, or was not there when it was changed
 */
record Instance(
        Report report,
        long firstAt,
        long reportedAt,
        @Nullable Duration appliedAfter) {
    /** When the last report came. */
    Duration silence(long now) {
        return Duration.ofNanos(now - reportedAt);
    }

    boolean isLive(long now) {
        return silence(now).compareTo(State.GONE_AFTER) < 0;
    }

    /** Whether its requests obey a set, or one that came after it. */
    boolean hasApplied(SnapshotId target, SnapshotId current) {
        SnapshotId applied = report.applied();
        return applied != null && (applied.equals(current) || applied.covers(target));
    }
}
