package dev.cacheplane.server.fleet;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.policies.Followers;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.SnapshotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every instance of every service has applied, as it says itself. Kept in memory: after a restart it is known again as soon as the
 * instances have reported. Thread-safe; nobody is told anything while the lock is held.
 */
public final class Fleet implements Followers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(1);
    private static final int MOST_INSTANCES_IN_ALL = 50_000;

    // Each report looks at each wait of its service. Who comes beyond this many is told how things stand, and waits for
    // nothing.
    static final int MOST_WAITS = 1_000;

    private static final Comparator<FleetView.Seen> BY_HOST = Comparator.comparing(
                    (FleetView.Seen seen) -> seen.instance().report().host())
            .thenComparing(seen -> seen.instance().report().instance());

    private final Policies policies;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ServiceName, ServiceFleet> services = new HashMap<>();
    private boolean closed;
    private List<Future<?>> clocks = List.of(); // of who starts and closes

    /** @param nanoClock as {@link System#nanoTime} */
    public Fleet(Policies policies, LongSupplier nanoClock) {
        this.policies = policies;
        this.nanoClock = nanoClock;
    }

    /** Begins to notice changes, and that time passes. */
    public void start(ScheduledExecutorService scheduler) {
        policies.afterEachCommit(this::changed);
        clocks = List.of(every(scheduler, TICK, this::tick), every(scheduler, BETWEEN_FORGETTING, this::forgetOld));
    }

    /**
     * Takes in what an instance says.
     *
     * @throws FleetFullException if it is a new one, and there are too many
     */
    void report(ServiceName service, Report report) {
        if (report.applied() != null) {
            policies.heardOf(service, report.applied());
        }
        answer(() -> {
            ServiceFleet fleet = fleet(service);
            SnapshotId current = current(service, fleet);
            boolean isFull =
                    services.values().stream().mapToInt(ServiceFleet::size).sum() >= MOST_INSTANCES_IN_ALL;
            if ((isFull && !fleet.knows(report.instance())) || !fleet.report(report, current, now())) {
                throw new FleetFullException(service);
            }
            return fleet.finish(current, now(), closed);
        });
    }

    /** An instance has ended, and says so. */
    void forget(ServiceName service, UUID instance) {
        answer(() -> {
            ServiceFleet fleet = services.get(service);
            if (fleet == null) {
                return List.of();
            }
            fleet.forget(instance);
            return finish(service, fleet, closed);
        });
    }

    FleetView view(ServiceName service) {
        lock.lock();
        try {
            ServiceFleet fleet = services.getOrDefault(service, new ServiceFleet(policies.revision(service), now()));
            SnapshotId current = current(service, fleet);
            long now = now();
            List<FleetView.Seen> instances = fleet.instances()
                    .filter(instance -> instance.silence(now).compareTo(ServiceFleet.FORGOTTEN_AFTER) < 0)
                    .map(instance ->
                            new FleetView.Seen(instance, fleet.state(instance, current, now), instance.silence(now)))
                    .sorted(BY_HOST)
                    .toList();
            return new FleetView(service, current, instances);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<Convergence> applied(ServiceName service, SnapshotId target, Duration atMost) {
        CompletableFuture<Convergence> reached = new CompletableFuture<>();
        answer(() -> {
            long now = now();
            ServiceFleet fleet = fleet(service);
            long end = waits() < MOST_WAITS ? now + atMost.toNanos() : now;
            fleet.await(new Wait(target, now, end, reached), current(service, fleet));
            return finish(service, fleet, closed);
        });
        return reached;
    }

    private int waits() {
        return services.values().stream().mapToInt(ServiceFleet::waits).sum();
    }

    /** Answers the waits whose time is over, or that wait for nobody but the gone. */
    void tick() {
        answer(() -> {
            List<Runnable> answers = new ArrayList<>();
            services.forEach((service, fleet) -> {
                if (fleet.waits() > 0) {
                    answers.addAll(finish(service, fleet, closed));
                }
            });
            return answers;
        });
    }

    /** Lets everybody go who waits. From now on nobody waits any more. */
    @Override
    public void close() {
        clocks.forEach(clock -> clock.cancel(false));
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        tick();
    }

    /** Notes, when policies have changed, which changes concern whom. */
    void changed() {
        lock.lock();
        try {
            services.forEach((service, fleet) -> fleet.changed(policies.revision(service), now()));
        } finally {
            lock.unlock();
        }
    }

    private void forgetOld() {
        lock.lock();
        try {
            services.values().removeIf(fleet -> fleet.isEmptyAfterForgetting(now()));
        } finally {
            lock.unlock();
        }
    }

    private ServiceFleet fleet(ServiceName service) {
        return services.computeIfAbsent(service, name -> new ServiceFleet(policies.revision(name), now()));
    }

    /** A report can come sooner than the news of the change that it speaks of. */
    private SnapshotId current(ServiceName service, ServiceFleet fleet) {
        SnapshotId current = policies.snapshot(service).id();
        fleet.changed(current.revision(), now());
        return current;
    }

    private List<Runnable> finish(ServiceName service, ServiceFleet fleet, boolean all) {
        return fleet.finish(current(service, fleet), now(), all);
    }

    private void answer(Supplier<List<Runnable>> change) {
        List<Runnable> answers;
        lock.lock();
        try {
            answers = change.get();
        } finally {
            lock.unlock();
        }
        answers.forEach(Runnable::run);
    }

    private long now() {
        return nanoClock.getAsLong();
    }

    private static Future<?> every(ScheduledExecutorService scheduler, Duration pause, Runnable task) {
        return scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("The fleet's clock failed once", e);
                    }
                },
                pause.toNanos(),
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
