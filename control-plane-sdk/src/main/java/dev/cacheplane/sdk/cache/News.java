package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.Watch;
import dev.cacheplane.sdk.store.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process has heard of changes: its own invalidations, and what the store reports of everybody's. Knows the values of generations until it hears of
 * them, detaches the flights that began before, and wakes who waits for an entry. Thread-safe; nothing in it blocks for longer than it takes to read a field.
 *
 * <p><b>The rule of counters.</b> A question to the store and a report about its subject may overtake each other. So each key counts its reports (keys share
 * counters, which does no harm), the count is taken before the question is sent, and the answer is remembered only if the count is the same, which is looked
 * at in the same atomic step that remembers. A report counts first and removes afterwards. {@link #flushes} does the same for "anything may have changed".
 */
final class News implements Watcher {
    /** Generations that are known at a time: tags may be as many as there are rows. */
    private static final int MOST = 50_000;
    /** Generations that are kept warm by one heartbeat, the others by the next ones. */
    private static final int WARMED_AT_ONCE = 2_000;

    private final GenerationNames names;
    private final Flights flights;
    private final NearEntries near;
    private final Set<String> prefixes;
    private final long bound;
    private final LongSupplier nanoClock;
    private final Counters counters = new Counters();
    private final AtomicLong flushes = new AtomicLong();
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();
    private final String beat;
    private volatile @Nullable Watch watch;
    private Iterator<String> warming = Collections.emptyIterator(); // guarded by this

    /**
     * What had been heard when a question was sent.
     *
     * @param count of reports of the key
     * @param flushes how often everything had been forgotten
     * @param asked when it was sent, in nanoseconds of the cache's clock
     */
    record Moment(long count, long flushes, long asked) {}

    /**
     * @param near what of it changes is removed from there
     * @param prefixes of the entries' keys, as far as they are known from the beginning
     * @param bound how long the store's reports may be late or lost before nothing is relied on that they would have corrected
     */
    News(
            GenerationNames names,
            Flights flights,
            NearEntries near,
            Set<String> prefixes,
            String beat,
            Duration bound,
            LongSupplier nanoClock) {
        this.names = names;
        this.flights = flights;
        this.near = near;
        this.prefixes = Set.copyOf(prefixes);
        this.beat = beat;
        this.bound = bound.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Where the reports come from; until then nothing is relied on. */
    void follow(Watch reports) {
        watch = reports;
    }

    /** One more prefix of entries' keys. */
    void alsoOf(String prefix) {
        Watch reports = watch;
        if (reports != null) {
            reports.add(prefix);
        }
    }

    /** Whether every change of keys with this prefix that is older than the bound has been heard of. */
    boolean isCurrent(String prefix) {
        Watch reports = watch;
        if (reports == null || !reports.covers(prefix)) {
            return false;
        }
        OptionalLong confirmed = reports.confirmedAt();
        return confirmed.isPresent() && nanoClock.getAsLong() - confirmed.getAsLong() < bound;
    }

    /** Whether every change that is older than the bound has been heard of, if it is of a prefix that {@link #isCurrent} then held for. */
    boolean isConfirmed(long now) {
        Watch reports = watch;
        return reports != null && reports.isConfirmedAfter(now - bound);
    }

    /** How often anything may have changed. What was read when it was less often may be old. */
    long flushes() {
        return flushes.get();
    }

    /** To be taken before the store is asked for an entry that is to be kept. */
    Moment moment(String key) {
        return new Moment(counters.count(key), flushes.get(), nanoClock.getAsLong());
    }

    /** Whether what was read of a key after that moment may be kept: its changes are reported, and none has been. To be asked in the same step that keeps it. */
    boolean isUnreported(String key, String prefix, Moment since) {
        return counters.count(key) == since.count()
                && flushes.get() == since.flushes()
                && isCurrent(prefix)
                && isCurrent(names.prefix());
    }

    /** The cells of these generations, if all are known to have these values since that moment or before; null if not. */
    Cell @Nullable [] cells(Map<String, Generation> borne, Moment since) {
        Cell[] found = new Cell[borne.size()];
        int i = 0;
        for (Map.Entry<String, Generation> generation : borne.entrySet()) {
            Cell cell = cells.get(generation.getKey());
            if (cell == null
                    || cell.flushes() != since.flushes()
                    || !cell.value().equals(generation.getValue())) {
                return null;
            }
            found[i++] = cell;
        }
        return found;
    }

    /** How many reports there have been of a key, and of those it shares a counter with. To be taken before the store is asked. */
    long count(String key) {
        return counters.count(key);
    }

    /** Waits for a report of the key after {@link #count} was taken, this long at most; returns whether there was one. */
    boolean await(String key, long count, long nanos) throws InterruptedException {
        return counters.await(key, count, nanos);
    }

    /**
     * What is known of these generations, and the question for the rest.
     *
     * @param afresh whether to ask for all of them, known or not
     */
    Question ask(Collection<String> generations, boolean afresh) {
        long flushed = flushes.get();
        Map<String, Generation> known = new HashMap<>(8);
        Map<String, Long> counts = Map.of();
        boolean current = !afresh && isCurrent(names.prefix());
        for (String name : generations) {
            Cell cell = current ? cells.get(name) : null;
            if (cell != null && cell.flushes() == flushed) {
                known.put(name, cell.value());
            } else {
                counts = counts.isEmpty() ? new LinkedHashMap<>() : counts;
                counts.put(name, counters.count(name));
            }
        }
        return new Question(known, counts, flushed);
    }

    /** Generations that are asked of the store. Of one thread. */
    final class Question {
        private final Map<String, Generation> known;
        private Map<String, Long> counts; // of those that are not known yet
        private final long flushed;

        private Question(Map<String, Generation> known, Map<String, Long> counts, long flushed) {
            this.known = known;
            this.counts = counts;
            this.flushed = flushed;
        }

        /** Those that the store must be asked for; none after {@link #answered}. */
        Set<String> unknown() {
            return counts.keySet();
        }

        /** Whether all of these are known now. */
        boolean isAnsweredFor(Collection<String> generations) {
            return known.keySet().containsAll(generations);
        }

        /** What was known together with the store's answer, which is known from now on, unless a report has come meanwhile. */
        Map<String, Generation> answered(Map<String, Generation> answer) {
            counts.forEach((name, count) -> {
                Generation value = answer.get(name);
                if (value != null) {
                    known.put(name, value);
                    remember(name, value, count);
                }
            });
            counts = Map.of();
            return known;
        }

        private void remember(String name, Generation value, long count) {
            if (cells.size() >= MOST) {
                cells.keySet().forEach(News.this::forget);
            }
            cells.compute(
                    name,
                    (key, cell) ->
                            count == counters.count(name) && flushed == flushes.get() ? renewed(cell, value) : cell);
        }

        /** The same cell if it says the same: others keep it. */
        private Cell renewed(@Nullable Cell cell, Generation value) {
            if (cell != null && cell.flushes() == flushed && cell.value().equals(value)) {
                return cell;
            }
            if (cell != null) {
                cell.forget();
            }
            return new Cell(value, flushed);
        }
    }

    /** Generations in use: a store that must make room would take exactly those, since whoever knows them does not read them. */
    @Override
    public synchronized Collection<String> warm() {
        if (!warming.hasNext()) {
            warming = cells.keySet().iterator();
        }
        List<String> next = new ArrayList<>(Math.min(cells.size(), WARMED_AT_ONCE));
        while (next.size() < WARMED_AT_ONCE && warming.hasNext()) {
            next.add(warming.next());
        }
        return next;
    }

    @Override
    public Set<String> prefixes() {
        return prefixes;
    }

    @Override
    public String beat() {
        return beat;
    }

    @Override
    public void changed(List<String> keys) {
        counters.increment(keys);
        List<String> generations = keys.stream().filter(names::isOne).toList();
        generations.forEach(this::forget);
        near.remove(keys);
        keys.forEach(flights::detach);
        if (generations.contains(names.clock())) {
            flights.detachAll(); // what one has read may bear tags that nobody here knows of
        } else if (!generations.isEmpty()) {
            flights.detachBearing(generations);
        }
        counters.wake(keys);
    }

    /** This process has sent another entry to the store: what it reads from now on is no older, and neither must be what is near. The store's own report is not waited for. */
    void filled(String key) {
        counters.increment(List.of(key));
        near.remove(List.of(key));
    }

    @Override
    public void anythingChanged() {
        flushes.incrementAndGet(); // cells carry it, and so does what is near: all of them are void now
        flights.detachAll();
    }

    private void forget(String name) {
        Cell cell = cells.remove(name);
        if (cell != null) {
            cell.forget();
        }
    }
}
