package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Entries;
import dev.cacheplane.sdk.store.KeyPage;
import dev.cacheplane.sdk.store.Reopening;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries out, in this order: Redis; if that failed, the journal, and the store is closed; then what this process knows, and the flights that began before. So whoever begins after
 * an invalidation has returned neither joins what began before it nor reads what it took out.
 *
 * <p>Before the store opens again, the journal is carried out. So is, where another server has come in the place of the one that was, what that one had acknowledged since the data
 * of the new one was written.
 */
final class Invalidations {
    private static final Logger log = LoggerFactory.getLogger(Invalidations.class);

    /** The store's beat is written this often at least, and its clock is not ours: what is so much older than the beat is contained in the data. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** How many entries are sent together: Redis does nothing else meanwhile, for a millisecond or two. */
    private static final int AT_ONCE = 256;

    private final CacheStore store;
    private final KeySpace keys;
    private final News news;
    private final Duration within;
    private final Supplier<Budget> budgets;
    private final Events events;
    private final Purge everything;
    private final Journal journal;
    private final Recent recent;
    private boolean otherServer; // of the hook alone

    Invalidations(
            CacheStore store,
            KeySpace keys,
            GenerationNames names,
            News news,
            CacheSettings settings,
            Events events,
            Supplier<Budget> budgets,
            LongSupplier nanoClock) {
        this.store = store;
        this.keys = keys;
        this.news = news;
        this.events = events;
        this.within = settings.redisBudget();
        this.budgets = budgets;
        this.everything = new Purge.Generations(List.of(names.service()), false);
        this.journal = new Journal(settings.journal(), everything);
        this.recent = new Recent(settings.journal(), nanoClock);
        store.beforeReopening(this::reopen);
    }

    Invalidation carryOut(List<Purge> purges) {
        Budget budget = budgets.get();
        Invalidation outcome = Invalidation.APPLIED;
        for (List<Purge> batch : batches(purges)) {
            boolean applied = carryOut(batch, budget);
            outcome = applied ? outcome : Invalidation.JOURNALLED;
            batch.forEach(purge -> {
                hear(purge);
                tell(purge, applied);
            });
        }
        return outcome;
    }

    /** What is carried out together, in this order: of entries many, of anything else one. */
    private static List<List<Purge>> batches(List<Purge> purges) {
        List<List<Purge>> batches = new ArrayList<>();
        List<Purge> last = List.of();
        for (Purge purge : purges) {
            if (last.isEmpty() || last.size() == AT_ONCE || !areAlike(last.get(0), purge)) {
                last = new ArrayList<>();
                batches.add(last);
            }
            last.add(purge);
        }
        return batches;
    }

    private static boolean areAlike(Purge one, Purge other) {
        return one instanceof Purge.Entry && other instanceof Purge.Entry && one.softly() == other.softly();
    }

    private boolean carryOut(List<Purge> batch, Budget budget) {
        try {
            budget.run(time -> carryOut(store, batch, time));
            batch.forEach(this::carriedOut);
            return true;
        } catch (StoreUnavailableException e) {
            batch.forEach(this::journalled);
            batch.forEach(purge -> log.info("invalidated as soon as Redis is back: {}", printed(purge)));
            return false;
        }
    }

    private void carriedOut(Purge purge) {
        recent.add(purge);
        log.info("invalidated: {}", printed(purge));
    }

    private void tell(Purge purge, boolean applied) {
        events.tell(() -> new CacheEvent.Invalidated(purge.name(), purge.softly(), applied));
    }

    /** Keeps it until the store is back, and lets nobody ask the store before. */
    Invalidation journalled(Purge purge) {
        journal.add(purge);
        store.closeUntilReplayed();
        return Invalidation.JOURNALLED;
    }

    private void hear(Purge purge) {
        if (purge instanceof Purge.Entry entry) {
            news.changed(List.of(entry.key()));
        } else if (purge instanceof Purge.Generations generations) {
            news.changed(generations.names());
        } else {
            news.anythingChanged();
        }
    }

    private void carryOut(Entries redis, List<Purge> batch, Duration time) {
        Purge purge = batch.get(0);
        if (purge instanceof Purge.Entry) {
            List<String> entries = batch.stream().map(Purge::name).toList();
            if (purge.softly()) {
                redis.soften(entries, time);
            } else {
                redis.invalidate(entries, time);
            }
        } else if (purge instanceof Purge.Generations generations) {
            if (generations.softly()) {
                redis.bumpSoftly(generations.names(), time);
            } else {
                redis.bump(generations.names(), time);
            }
        } else if (purge instanceof Selection selection) {
            clear(redis, selection, new HashSet<>());
        }
    }

    /** @param name what the selection is called in the log */
    Cleared clear(Selection selection, String name) {
        Set<String> gone = new HashSet<>();
        Invalidation outcome = Invalidation.APPLIED;
        try {
            clear(store, selection, gone);
            recent.add(selection);
            log.info("cleared {} keys: {}", gone.size(), Printable.of(name));
        } catch (StoreUnavailableException e) {
            outcome = journalled(selection);
            log.info("cleared {} keys, all of them as soon as Redis is back: {}", gone.size(), Printable.of(name));
        }
        hear(selection);
        tell(selection, outcome == Invalidation.APPLIED);
        return new Cleared(gone.size(), outcome);
    }

    /**
     * The leases first, then the entries: a computation that began before either still holds its lease at the end of the first enumeration, which then has found
     * it, or has stored its entry before the second begins, which then finds that.
     */
    private void clear(Entries redis, Selection selection, Set<String> gone) {
        for (String glob : selection.globs()) {
            each(cursor -> redis.scanLeases(glob, cursor, within), selection, redis, gone);
        }
        for (String glob : selection.globs()) {
            each(cursor -> redis.scanEntries(glob, cursor, within), selection, redis, gone);
        }
    }

    private void each(Function<String, KeyPage> scan, Selection selection, Entries redis, Set<String> gone) {
        KeyPage page = scan.apply(KeyPage.START);
        while (true) {
            List<String> found = page.keys().stream()
                    .filter(key -> keys.contains(selection, key))
                    .toList();
            for (int from = 0; from < found.size(); from += AT_ONCE) {
                gone.addAll(redis.invalidate(found.subList(from, Math.min(found.size(), from + AT_ONCE)), within));
            }
            if (page.isLast()) {
                return;
            }
            page = scan.apply(page.next());
        }
    }

    private void reopen(Reopening reopening) {
        Entries redis = reopening.entries();
        otherServer |= reopening.otherServer();
        if (otherServer) {
            news.anythingChanged();
            replay(redis, forgotten(redis));
            otherServer = false;
        }
        for (List<Purge> next = journal.poll(AT_ONCE); !next.isEmpty(); next = journal.poll(AT_ONCE)) {
            try {
                replay(redis, next);
            } catch (StoreUnavailableException e) {
                next.forEach(journal::add);
                throw e;
            }
        }
    }

    /** What the server that was there before had acknowledged, and this one may not have. */
    private List<Purge> forgotten(Entries redis) {
        Optional<Duration> written = redis.sinceBeat(news.beat(), within)
                .map(age -> age.plus(MARGIN))
                .filter(recent::reachesBack);
        if (written.isPresent()) {
            List<Purge> lost = recent.within(written.get());
            return Journal.takesTooLong(lost) ? List.of(everything) : lost;
        }
        log.info("Redis is another, and how old its data are nobody knows: none of it is used");
        return List.of(everything);
    }

    private void replay(Entries redis, List<Purge> purges) {
        for (List<Purge> batch : batches(purges)) {
            carryOut(redis, batch, within);
            batch.forEach(purge -> {
                carriedOut(purge);
                hear(purge);
            });
        }
    }

    private static String printed(Purge purge) {
        return Printable.of(purge.name()) + (purge.softly() ? " (softly)" : "");
    }
}
