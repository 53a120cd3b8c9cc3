package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A store in this process' own memory, for tests and for policies that are fixed: nobody else sees what it holds. What has expired goes by itself; nothing else
 * is ever evicted, so it takes the memory that unexpired entries need, and a generation for each tag that was ever named. It has no threads: hooks run on the thread that has closed the store or calls it next, and
 * changes are told on the thread that makes them, before its call returns. Expiry is told to nobody.
 */
public final class MemoryStore extends GatedStore {
    private final LongSupplier nanoClock;
    private final MemoryEntries entries;
    private final List<MemoryWatch> watches = new CopyOnWriteArrayList<>();
    private final List<Consumer<Reopening>> hooks = new CopyOnWriteArrayList<>();
    private final Gate gate = new Gate();
    private final ReentrantLock opening = new ReentrantLock();
    private final ReentrantLock telling = new ReentrantLock();
    private volatile boolean ended;

    /** An empty one, on this system's clock. */
    public MemoryStore() {
        this(System::nanoTime);
    }

    /** @param nanoClock by which entries and leases expire, and {@link Watch#confirmedAt} is always now */
    public MemoryStore(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.entries = new MemoryEntries(nanoClock, this::tell);
        reopen();
    }

    private void tell(List<String> keys) {
        telling.lock();
        try {
            watches.forEach(watch -> watch.tell(keys));
        } finally {
            telling.unlock();
        }
    }

    private void reopen() {
        if (opening.isHeldByCurrentThread() || !opening.tryLock()) {
            return; // a hook has called, or another thread runs them
        }
        try {
            long failures = gate.failures();
            hooks.forEach(hook -> hook.accept(new Reopening(entries, false)));
            gate.open(failures);
        } catch (StoreUnavailableException e) {
            // stays closed; the next call tries again
        } finally {
            opening.unlock();
        }
    }

    @Override
    Entries open() {
        if (!isOpen()) {
            throw new StoreUnavailableException(ended ? "The store is closed" : "The store is not replayed yet");
        }
        return entries;
    }

    @Override
    public boolean isOpen() {
        if (!ended && !gate.isOpen()) {
            reopen();
        }
        return !ended && gate.isOpen();
    }

    @Override
    public void closeUntilReplayed() {
        gate.close();
        reopen();
    }

    @Override
    public void beforeReopening(Consumer<Reopening> hook) {
        hooks.add(hook);
    }

    @Override
    public void whenOpenedOrClosed(Consumer<Boolean> listener) {
        gate.follow(listener);
    }

    @Override
    public Watch watch(Watcher watcher) {
        if (ended) {
            return new NoWatch();
        }
        MemoryWatch watch = new MemoryWatch(watcher);
        watches.add(watch);
        watcher.anythingChanged();
        return watch;
    }

    @Override
    public void close() {
        ended = true;
        gate.end();
        watches.clear();
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        if (watches.stream().anyMatch(watch -> watch.watcher.beat().equals(beat))) {
            entries.beat(beat);
        }
        return super.sinceBeat(beat, within);
    }

    private final class MemoryWatch implements Watch {
        private final Watcher watcher;
        private final Set<String> wanted = ConcurrentHashMap.newKeySet();
        private final Set<String> covered = ConcurrentHashMap.newKeySet();

        MemoryWatch(Watcher watcher) {
            this.watcher = watcher;
            wanted.addAll(watcher.prefixes());
            covered.addAll(wanted);
        }

        void tell(List<String> keys) {
            List<String> mine =
                    keys.stream().filter(key -> Prefixes.cover(wanted, key)).toList();
            if (!mine.isEmpty()) {
                watcher.changed(mine);
            }
        }

        @Override
        public void add(String prefix) {
            if (wanted.add(prefix)) {
                watcher.anythingChanged();
                covered.add(prefix);
            }
        }

        @Override
        public boolean covers(String prefix) {
            return watches.contains(this) && Prefixes.cover(covered, prefix);
        }

        @Override
        public OptionalLong confirmedAt() {
            return watches.contains(this) ? OptionalLong.of(nanoClock.getAsLong()) : OptionalLong.empty();
        }

        @Override
        public boolean isConfirmedAfter(long nanoTime) {
            return watches.contains(this) && nanoClock.getAsLong() - nanoTime > 0;
        }

        @Override
        public void close() {
            entries.beat(watcher.beat());
            watches.remove(this);
        }
    }
}
