package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes with entries barred: from before the write until the invalidation after it, nobody can store anything for them. So a process that dies between its commit
 * and its invalidation leaves nothing stale behind; the bar falls when the lease's time is over.
 */
final class Updates {
    private final CacheStore store;
    private final Invalidations invalidations;
    private final News news;
    private final Renewals renewals;
    private final CacheSettings settings;
    private final Supplier<Budget> budgets;
    private final LongSupplier nanoClock;
    private final Tokens tokens = new Tokens();
    private final Map<Writer, Integer> writing = new ConcurrentHashMap<>(); // how often: updates may be nested

    /** Who is in the middle of an update of that entry; there may be several. */
    private record Writer(Thread thread, String entry) {}

    Updates(
            CacheStore store,
            Invalidations invalidations,
            News news,
            Renewals renewals,
            CacheSettings settings,
            Supplier<Budget> budgets,
            LongSupplier nanoClock) {
        this.store = store;
        this.invalidations = invalidations;
        this.news = news;
        this.renewals = renewals;
        this.settings = settings;
        this.budgets = budgets;
        this.nanoClock = nanoClock;
    }

    /** Whether the current thread is in the middle of an update of this entry: it must not wait for its own bar. */
    boolean isWriting(String entry) {
        return !writing.isEmpty() && writing.containsKey(new Writer(Thread.currentThread(), entry));
    }

    <T, X extends Exception> Updated<T> update(List<Purge.Entry> entries, Write<T, X> write) throws X {
        List<Lease> bars = new ArrayList<>();
        T value;
        Invalidation invalidation;
        try {
            Budget budget = budgets.get();
            entries.forEach(entry -> bar(entry, bars, budget));
            news.changed(entries.stream().map(Purge.Entry::key).toList());
            value = written(entries, write);
        } finally {
            bars.forEach(renewals::stop);
            invalidation = invalidations.carryOut(List.copyOf(entries));
        }
        return new Updated<>(value, invalidation);
    }

    private <T, X extends Exception> @Nullable T written(List<Purge.Entry> entries, Write<T, X> write) throws X {
        List<Writer> writers = entries.stream()
                .map(entry -> new Writer(Thread.currentThread(), entry.key()))
                .toList();
        writers.forEach(writer -> writing.merge(writer, 1, Integer::sum));
        try {
            return write.write();
        } finally {
            writers.forEach(writer -> writing.computeIfPresent(writer, (w, times) -> times == 1 ? null : times - 1));
        }
    }

    private void bar(Purge.Entry entry, List<Lease> bars, Budget budget) {
        String token = tokens.next();
        Lease bar = new Lease(store, entry.key(), token, Map.of(), nanoClock.getAsLong());
        try {
            budget.run(within -> store.bar(entry.key(), token, settings.lease(), within));
            bars.add(bar);
            renewals.start(bar);
        } catch (StoreUnavailableException e) {
            invalidations.journalled(entry);
        }
    }
}
