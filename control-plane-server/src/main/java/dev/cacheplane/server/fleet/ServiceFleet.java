package dev.cacheplane.server.fleet;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.server.policies.Followers.Convergence;
import dev.cacheplane.server.policies.Followers.Follower;
import dev.cacheplane.server.policies.SnapshotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instances of one service, and who waits for them. Not thread-safe: {@link Fleet} is. */
final class ServiceFleet {
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    static final int MOST_INSTANCES = 10_000;
    private static final int MOST_NAMED = 100;

    private final Map<UUID, Instance> instances = new HashMap<>();
    private final List<Wait> waits = new ArrayList<>();
    private Revision revision;
    private long changedAt;
    private boolean changeSeen; // else the change was made before anybody here was known

    ServiceFleet(Revision revision, long now) {
        this.revision = revision;
        this.changedAt = now;
    }

    /** Notes when the current set became the current one. */
    void changed(Revision current, long now) {
        if (!revision.equals(current)) {
            revision = current;
            changedAt = now;
            changeSeen = true;
        }
    }

    /** False if there is no room for another instance. */
    boolean report(Report report, SnapshotId current, long now) {
        Instance known = instances.get(report.instance());
        if (known == null && instances.size() >= MOST_INSTANCES) {
            instances.values().removeIf(instance -> !instance.isLive(now));
            if (instances.size() >= MOST_INSTANCES) {
                return false;
            }
        }
        long firstAt = known == null ? now : known.firstAt();
        Instance instance = new Instance(report, firstAt, now, appliedAfter(known, report, current, now));
        instances.put(report.instance(), instance);
        for (Wait wait : waits) {
            if (instance.hasApplied(wait.target(), current)) {
                wait.pending().remove(report.instance());
            } else {
                wait.pending().add(report.instance());
            }
        }
        return true;
    }

    private @Nullable Duration appliedAfter(@Nullable Instance known, Report report, SnapshotId current, long now) {
        if (known == null || !current.equals(report.applied())) {
            return null;
        }
        if (Objects.equals(known.report().applied(), current)) {
            return known.appliedAfter();
        }
        return changeSeen && known.firstAt() - changedAt <= 0 ? Duration.ofNanos(now - changedAt) : null;
    }

    void forget(UUID instance) {
        instances.remove(instance);
        waits.forEach(wait -> wait.pending().remove(instance));
    }

    void await(Wait wait, SnapshotId current) {
        instances.forEach((id, instance) -> {
            if (instance.isLive(wait.startedAt()) && !instance.hasApplied(wait.target(), current)) {
                wait.pending().add(id);
            }
        });
        waits.add(wait);
    }

    /** Takes out the waits that are over, or all of them; what answers them is to be run outside of locks. */
    List<Runnable> finish(SnapshotId current, long now, boolean all) {
        List<Runnable> answers = new ArrayList<>();
        waits.removeIf(wait -> {
            wait.pending().removeIf(id -> isGone(id, now));
            if (!all && !wait.isOver(now)) {
                return false;
            }
            Convergence reached = convergence(wait, current, now);
            answers.add(() -> wait.answer().complete(reached));
            return true;
        });
        return answers;
    }

    int waits() {
        return waits.size();
    }

    boolean knows(UUID instance) {
        return instances.containsKey(instance);
    }

    int size() {
        return instances.size();
    }

    /** Whether nothing is left to be known. */
    boolean isEmptyAfterForgetting(long now) {
        instances.values().removeIf(instance -> instance.silence(now).compareTo(FORGOTTEN_AFTER) >= 0);
        return instances.isEmpty() && waits.isEmpty();
    }

    Stream<Instance> instances() {
        return instances.values().stream();
    }

    State state(Instance instance, SnapshotId current, long now) {
        return State.of(
                instance.silence(now), current.equals(instance.report().applied()), Duration.ofNanos(now - changedAt));
    }

    private boolean isGone(UUID id, long now) {
        Instance instance = instances.get(id);
        return instance == null || !instance.isLive(now);
    }

    private Convergence convergence(Wait wait, SnapshotId current, long now) {
        List<Instance> live =
                instances().filter(instance -> instance.isLive(now)).toList();
        List<Follower> late = live.stream()
                .filter(instance -> !instance.hasApplied(wait.target(), current))
                .map(instance -> new Follower(
                        instance.report().instance().toString(),
                        instance.report().host()))
                .toList();
        return new Convergence(
                live.size(),
                live.size() - late.size(),
                Duration.ofNanos(now - wait.startedAt()),
                late.subList(0, Math.min(late.size(), MOST_NAMED)));
    }
}
