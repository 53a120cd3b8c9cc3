package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.Watch;
import dev.cacheplane.sdk.store.Watcher;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
    private static final int MOST = 10_000;

    private final GenerationNames names;
    private final Flights flights;
    private final Set<String> prefixes;
    private final long bound;
    private final LongSupplier nanoClock;
    private final Counters counters = new Counters();
    private final AtomicLong flushes = new AtomicLong();
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();
    private final String beat;
    private volatile @Nullable Watch watch;

    /** A generation's value, and how often everything had been forgotten when it was asked for. */
    private record Cell(Generation value, long flushes) {}

    /**
     * @param prefixes of the entries' keys, as far as they are known from the beginning
     * @param bound how long the store's reports may be late or lost before nothing is relied on that they would have corrected
     */
    News(
            GenerationNames names,
            Flights flights,
            Set<String> prefixes,
            String beat,
            Duration bound,
            LongSupplier nanoClock) {
        this.names = names;
        this.flights = flights;
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
                cells.clear();
            }
            cells.compute(
                    name,
                    (key, cell) -> count == counters.count(name) && flushed == flushes.get()
                            ? new Cell(value, flushed)
                            : cell);
        }
    }

    /** Generations in use: a store that must make room would take exactly those, since whoever knows them does not read them. */
    @Override
    public Collection<String> warm() {
        return List.copyOf(cells.keySet());
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
        generations.forEach(cells::remove);
        keys.forEach(flights::detach);
        if (!generations.isEmpty()) {
            flights.detachBearing(generations);
        }
        counters.wake(keys);
    }

    @Override
    public void anythingChanged() {
        flushes.incrementAndGet();
        cells.clear();
        flights.detachAll();
    }
}
