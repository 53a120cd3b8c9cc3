package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Entries in memory, without a gate. One lock guards all; changes are told after it is released, on the thread that made them, before its call returns. */
final class MemoryEntries implements Entries {
    private static final String FAILED = "failed";
    private static final int CHANGES_PER_SWEEP = 256;

    private record Lease(String token, long expiresAt) {}

    /** Two halves that come and go together. */
    private static final class Entry {
        final byte[] payload;
        final byte[] metadata;
        final long expiresAt;

        Entry(byte[] payload, byte[] metadata, long expiresAt) {
            this.payload = payload;
            this.metadata = metadata;
            this.expiresAt = expiresAt;
        }
    }

    private final LongSupplier nanoClock;
    private final Consumer<List<String>> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Generation> generations = new HashMap<>();
    private final Map<String, Long> beats = new HashMap<>();
    private int changes;

    /** @param changed told which keys have changed; it must not block */
    MemoryEntries(LongSupplier nanoClock, Consumer<List<String>> changed) {
        this.nanoClock = nanoClock;
        this.changed = changed;
    }

    /** What is done under the lock; it adds the keys that it changes. */
    private interface Action<T> {
        T run(List<String> changing);
    }

    private <T> T locked(Action<T> action) {
        List<String> changing = new ArrayList<>();
        T result;
        lock.lock();
        try {
            result = action.run(changing);
        } finally {
            lock.unlock();
        }
        if (!changing.isEmpty()) {
            changed.accept(changing);
        }
        return result;
    }

    @Override
    public Reading read(String key, Collection<String> names, Duration within) {
        return locked(changing -> new Reading(stored(key), made(names, changing)));
    }

    @Override
    public Map<String, Generation> generations(Collection<String> names, Duration within) {
        return locked(changing -> made(names, changing));
    }

    @Override
    public void bump(Collection<String> names, Duration within) {
        locked(changing -> {
            names.forEach(name -> generations.put(name, Generation.random()));
            return changing.addAll(names);
        });
    }

    @Override
    public void bumpSoftly(Collection<String> names, Duration within) {
        locked(changing -> {
            names.forEach(name -> generations.merge(
                    name, Generation.random(), (before, random) -> new Generation(before.hard(), random.soft())));
            return changing.addAll(names);
        });
    }

    @Override
    public CompletableFuture<Boolean> fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within) {
        return CompletableFuture.completedFuture(locked(changing -> {
            if (!holds(key, token)) {
                return false;
            }
            leases.remove(key);
            entries.put(key, new Entry(payload.clone(), metadata.clone(), after(timeToLive)));
            changing.add(key);
            sweep();
            return true;
        }));
    }

    @Override
    public Acquisition acquire(
            String key,
            String token,
            Duration lease,
            byte @Nullable [] seen,
            Collection<String> generations,
            Duration within) {
        Map<String, Generation> read = generations(generations, within);
        return locked(changing -> {
            Stored there = stored(key);
            if (there.isAnotherThan(seen)) {
                return new Acquisition.Changed(there, read);
            }
            Lease held = lease(key);
            if (held != null) {
                return new Acquisition.Held(
                        until(held.expiresAt()), held.token().equals(FAILED));
            }
            leases.put(key, new Lease(token, after(lease)));
            sweep();
            return new Acquisition.Taken(read);
        });
    }

    @Override
    public boolean renew(String key, String token, Duration lease, Duration within) {
        return locked(changing -> {
            boolean held = holds(key, token);
            if (held) {
                leases.put(key, new Lease(token, after(lease)));
            }
            return held;
        });
    }

    @Override
    public void release(String key, String token, Duration within) {
        locked(changing -> holds(key, token) && leases.remove(key) != null);
    }

    @Override
    public void fail(String key, String token, Duration pause, Duration within) {
        locked(changing -> holds(key, token) && leases.put(key, new Lease(FAILED, after(pause))) != null);
    }

    @Override
    public Set<String> invalidate(Collection<String> keys, Duration within) {
        return locked(changing -> {
            Set<String> gone = new HashSet<>(keys);
            gone.removeIf(key -> !isInvalidated(key, changing));
            return gone;
        });
    }

    private boolean isInvalidated(String key, List<String> changing) {
        leases.remove(key);
        return removed(key, changing);
    }

    @Override
    public Set<String> soften(Collection<String> keys, Duration within) {
        return locked(changing -> {
            Set<String> stale = new HashSet<>(keys);
            stale.removeIf(key -> !isSoftened(key, changing));
            return stale;
        });
    }

    private boolean isSoftened(String key, List<String> changing) {
        leases.remove(key);
        Entry there = entry(key);
        Optional<byte[]> line = there == null ? Optional.empty() : SoftLine.of(there.metadata, until(there.expiresAt));
        if (there == null || line.isEmpty()) {
            removed(key, changing);
            return false;
        }
        entries.put(key, new Entry(there.payload, line.get(), there.expiresAt));
        return changing.add(key);
    }

    @Override
    public void bar(String key, String token, Duration lease, Duration within) {
        locked(changing -> {
            leases.put(key, new Lease(token, after(lease)));
            return removed(key, changing);
        });
    }

    /** Somebody hears of changes at this moment. */
    void beat(String beat) {
        locked(changing -> beats.put(beat, nanoClock.getAsLong()));
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        return locked(changing ->
                Optional.ofNullable(beats.get(beat)).map(at -> Duration.ofNanos(nanoClock.getAsLong() - at)));
    }

    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        return locked(changing -> {
            entries.values().removeIf(entry -> isPast(entry.expiresAt));
            return page(entries.keySet(), glob);
        });
    }

    @Override
    public KeyPage scanLeases(String glob, String cursor, Duration within) {
        return locked(changing -> {
            leases.values().removeIf(lease -> isPast(lease.expiresAt()));
            return page(leases.keySet(), glob);
        });
    }

    private static KeyPage page(Set<String> keys, String glob) {
        Predicate<String> matches = Glob.matching(glob);
        return new KeyPage(keys.stream().filter(matches).toList(), KeyPage.START);
    }

    private Stored stored(String key) {
        Entry there = entry(key);
        return there == null
                ? new Stored(null, null, Duration.ZERO)
                : new Stored(there.payload, there.metadata, until(there.expiresAt));
    }

    private Map<String, Generation> made(Collection<String> names, List<String> changing) {
        Map<String, Generation> values = new HashMap<>();
        for (String name : names) {
            values.put(name, generations.computeIfAbsent(name, absent -> {
                changing.add(name);
                return Generation.random();
            }));
        }
        return values;
    }

    private void sweep() {
        if (++changes % CHANGES_PER_SWEEP == 0) {
            entries.values().removeIf(entry -> isPast(entry.expiresAt));
            leases.values().removeIf(lease -> isPast(lease.expiresAt()));
        }
    }

    private @Nullable Entry entry(String key) {
        Entry there = entries.get(key);
        return there == null || isPast(there.expiresAt) ? null : there;
    }

    private @Nullable Lease lease(String key) {
        Lease held = leases.get(key);
        return held == null || isPast(held.expiresAt()) ? null : held;
    }

    private boolean holds(String key, String token) {
        Lease held = lease(key);
        return held != null && held.token().equals(token);
    }

    /** An invalidation is told of even if nothing is there. */
    private boolean removed(String key, List<String> changing) {
        changing.add(key);
        Entry there = entries.remove(key);
        return there != null && !isPast(there.expiresAt);
    }

    private long after(Duration duration) {
        return nanoClock.getAsLong() + duration.toNanos();
    }

    private Duration until(long moment) {
        return Duration.ofNanos(moment - nanoClock.getAsLong());
    }

    private boolean isPast(long moment) {
        return moment - nanoClock.getAsLong() <= 0;
    }
}
