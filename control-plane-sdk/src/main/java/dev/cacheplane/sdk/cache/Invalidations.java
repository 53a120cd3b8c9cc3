package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Entries;
import dev.cacheplane.sdk.store.KeyPage;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries out, in this order: Redis; if that failed, the journal, and the store is closed; then the flights that began before. So whoever begins after
 * an invalidation has returned neither joins what began before it nor reads what it took out. The journal is replayed before the store opens again.
 */
final class Invalidations {
    private static final Logger log = LoggerFactory.getLogger(Invalidations.class);

    private final CacheStore store;
    private final KeySpace keys;
    private final Flights flights;
    private final Duration within;
    private final Supplier<Budget> budgets;
    private final Journal journal;

    Invalidations(CacheStore store, KeySpace keys, Flights flights, CacheSettings settings, Supplier<Budget> budgets) {
        this.store = store;
        this.keys = keys;
        this.flights = flights;
        this.within = settings.redisBudget();
        this.budgets = budgets;
        this.journal = new Journal(settings.journal(), keys.everything());
        store.beforeReopening(reopening -> replay(reopening.entries()));
    }

    Invalidation invalidate(List<String> entries) {
        Budget budget = budgets.get();
        Invalidation outcome = Invalidation.APPLIED;
        for (String entry : entries) {
            try {
                budget.spend(within -> store.invalidate(entry, within));
                log.info("invalidated: {}", Printable.of(entry));
            } catch (StoreUnavailableException e) {
                outcome = journalled(new Target.Entry(entry));
                log.info("invalidated as soon as Redis is back: {}", Printable.of(entry));
            }
            flights.detach(entry);
        }
        return outcome;
    }

    /** @param name what the selection is called in the log */
    Cleared clear(Selection selection, String name) {
        Set<String> gone = new HashSet<>();
        Invalidation outcome = Invalidation.APPLIED;
        try {
            clear(store, selection, gone);
            log.info("cleared {} keys: {}", gone.size(), Printable.of(name));
        } catch (StoreUnavailableException e) {
            outcome = journalled(selection);
            log.info("cleared {} keys, all of them as soon as Redis is back: {}", gone.size(), Printable.of(name));
        }
        flights.detachAll();
        return new Cleared(gone.size(), outcome);
    }

    /**
     * The leases first, then the entries: a computation that began before either still holds its lease at the end of the first enumeration, which then has found
     * it, or has stored its entry before the second begins, which then finds that.
     */
    private void clear(Entries redis, Selection selection, Set<String> gone) {
        for (String glob : selection.globs()) {
            each(cursor -> redis.scanLeases(glob, cursor, within), selection, key -> invalidate(redis, key, gone));
        }
        for (String glob : selection.globs()) {
            each(cursor -> redis.scanEntries(glob, cursor, within), selection, key -> invalidate(redis, key, gone));
        }
    }

    private void invalidate(Entries redis, String key, Set<String> gone) {
        if (redis.invalidate(key, within)) {
            gone.add(key);
        }
    }

    private void each(Function<String, KeyPage> scan, Selection selection, Consumer<String> action) {
        KeyPage page = scan.apply(KeyPage.START);
        while (true) {
            page.keys().stream().filter(key -> keys.contains(selection, key)).forEach(action);
            if (page.isLast()) {
                return;
            }
            page = scan.apply(page.next());
        }
    }

    private Invalidation journalled(Target target) {
        journal.add(target);
        store.closeUntilReplayed();
        return Invalidation.JOURNALLED;
    }

    private void replay(Entries redis) {
        for (Target target = journal.poll(); target != null; target = journal.poll()) {
            try {
                replay(redis, target);
            } catch (StoreUnavailableException e) {
                journal.add(target);
                throw e;
            }
        }
    }

    private void replay(Entries redis, Target target) {
        if (target instanceof Target.Entry entry) {
            redis.invalidate(entry.key(), within);
            flights.detach(entry.key());
            log.info("invalidated: {}", Printable.of(entry.key()));
        } else if (target instanceof Selection selection) {
            Set<String> gone = new HashSet<>();
            clear(redis, selection, gone);
            flights.detachAll();
            log.info("cleared {} keys", gone.size());
        }
    }
}
