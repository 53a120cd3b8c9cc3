package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Keeps the leases of running computations, each renewed at a third of its time. */
final class Renewals implements AutoCloseable {
    private final Map<Lease, Future<?>> running = new ConcurrentHashMap<>();
    private final Duration lease;
    private final Duration within;
    private final Supplier<Budget> budgets;
    private final ScheduledExecutorService timer;

    /**
     * @param lease how long one is held unless renewed
     * @param within how long renewing one may take
     * @param budgets for giving one back
     * @param timer left open by {@link #close()}; refuses silently what it is given after its own end
     */
    Renewals(Duration lease, Duration within, Supplier<Budget> budgets, ScheduledExecutorService timer) {
        this.lease = lease;
        this.within = within;
        this.budgets = budgets;
        this.timer = timer;
    }

    void start(Lease held) {
        long third = lease.toNanos() / 3;
        running.put(held, timer.scheduleWithFixedDelay(() -> renew(held), third, third, NANOSECONDS));
    }

    private void renew(Lease held) {
        if (!held.renew(lease, within)) {
            stop(held);
        }
    }

    void stop(Lease held) {
        Future<?> renewing = running.remove(held);
        if (renewing != null) {
            renewing.cancel(false);
        }
    }

    /** Gives a lease back later, for a caller who has waited for the store long enough. */
    void giveBack(Lease held) {
        stop(held);
        timer.execute(() -> held.release(budgets.get()));
    }

    /** Gives the leases of running computations back: others need not wait for what will not come. */
    @Override
    public void close() {
        Budget budget = budgets.get();
        running.keySet().forEach(held -> held.release(budget));
        running.clear();
    }
}
