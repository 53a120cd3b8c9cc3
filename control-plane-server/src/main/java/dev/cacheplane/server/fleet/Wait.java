package dev.cacheplane.server.fleet;

import dev.cacheplane.server.policies.Followers;
import dev.cacheplane.server.policies.SnapshotId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody waits until every live instance has applied a set.
 *
 * @param startedAt on the fleet's clock, in nanoseconds
 * @param pending the live instances that have not; kept up to date by whoever holds this
 */
record Wait(
        SnapshotId target,
        long startedAt,
        long endsAt,
        Set<UUID> pending,
        CompletableFuture<Followers.Convergence> answer) {
    Wait(SnapshotId target, long startedAt, long endsAt, CompletableFuture<Followers.Convergence> answer) {
        this(target, startedAt, endsAt, new LinkedHashSet<>(), answer);
    }

    boolean isOver(long now) {
        return pending.isEmpty() || now - endsAt >= 0;
    }
}
