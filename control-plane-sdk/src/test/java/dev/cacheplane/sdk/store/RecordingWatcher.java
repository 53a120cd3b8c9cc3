package dev.cacheplane.sdk.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it is told. */
final class RecordingWatcher implements Watcher {
    final List<String> changed = new CopyOnWriteArrayList<>();
    final AtomicInteger flushes = new AtomicInteger();
    final List<String> warm = new CopyOnWriteArrayList<>();
    final String beat;
    private final Set<String> prefixes;

    RecordingWatcher(String beat, String... prefixes) {
        this.beat = beat;
        this.prefixes = Set.of(prefixes);
    }

    @Override
    public Set<String> prefixes() {
        return prefixes;
    }

    @Override
    public Collection<String> warm() {
        return warm;
    }

    @Override
    public String beat() {
        return beat;
    }

    @Override
    public void changed(List<String> keys) {
        changed.addAll(keys);
    }

    @Override
    public void anythingChanged() {
        flushes.incrementAndGet();
    }
}
