package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/** Keeps the leases of running computations, each renewed at a third of its time, on one thread. */
final class Renewals implements AutoCloseable {
    private final Map<Lease, Future<?>> running = new ConcurrentHashMap<>();
    private final Duration lease;
    private final Duration within;
    private final Supplier<Budget> budgets;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread renewing = new Thread(task, "cacheplane-leases");
                renewing.setDaemon(true);
                return renewing;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // after close a computation ends without renewal

    /**
     * @param lease how long one is held unless renewed
     * @param within how long renewing one may take
     * @param budgets for giving all of them back
     */
    Renewals(Duration lease, Duration within, Supplier<Budget> budgets) {
        this.lease = lease;
        this.within = within;
        this.budgets = budgets;
        thread.setRemoveOnCancelPolicy(true);
    }

    void start(Lease held) {
        long third = lease.toNanos() / 3;
        running.put(held, thread.scheduleWithFixedDelay(() -> renew(held), third, third, NANOSECONDS));
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
    void giveBack(Lease lease) {
        thread.execute(() -> lease.release(budgets.get()));
    }

    /** Gives the leases of running computations back: others need not wait for what will not come. */
    @Override
    public void close() {
        thread.shutdownNow();
        Budget budget = budgets.get();
        running.keySet().forEach(held -> held.release(budget));
        running.clear();
    }
}
