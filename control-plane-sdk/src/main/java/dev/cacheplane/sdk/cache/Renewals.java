package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.Deadlines.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Keeps the leases of running computations and of what they store, until that is answered; each is renewed at a third of its time. */
final class Renewals implements AutoCloseable {
    private final Map<Lease, Deadline> running = new ConcurrentHashMap<>();
    private final Duration lease;
    private final Duration within;
    private final Supplier<Budget> budgets;
    private final Deadlines deadlines;
    private final Executor timer;

    /**
     * @param lease how long one is held unless renewed
     * @param within how long renewing one may take
     * @param budgets for giving one back
     * @param timer left open by {@link #close()}; refuses silently what it is given after its own end
     */
    Renewals(Duration lease, Duration within, Supplier<Budget> budgets, Deadlines deadlines, Executor timer) {
        this.lease = lease;
        this.deadlines = deadlines;
        this.within = within;
        this.budgets = budgets;
        this.timer = timer;
    }

    void start(Lease held) {
        running.computeIfAbsent(held, key -> deadlines.after(lease.dividedBy(3), () -> renew(held)));
    }

    private void renew(Lease held) {
        boolean isHeld = held.renew(lease, within);
        Deadline next = deadlines.after(lease.dividedBy(3), () -> renew(held));
        if (running.computeIfPresent(held, (lease, last) -> isHeld ? next : null) != next) { // lost, or ended meanwhile
            next.cancel();
        }
    }

    void stop(Lease held) {
        Deadline renewing = running.remove(held);
        if (renewing != null) {
            renewing.cancel();
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
