package dev.cacheplane.sdk.store;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one watcher wants to be told of, and what it can rely on being told. */
final class RedisWatch implements Watch {
    /** Who sees to what is wanted. */
    interface Caretaker {
        void more();

        void end(RedisWatch watch);
    }

    private record Reports(TrackedNodes from, Set<String> prefixes) {}

    private record Confirmation(TrackedNodes from, long sentAt) {}

    private final Watcher watcher;
    private final Caretaker caretaker;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Reports reports;
    private volatile @Nullable Confirmation confirmation;
    private volatile boolean closed;

    RedisWatch(Watcher watcher, Caretaker caretaker) {
        this.watcher = watcher;
        this.caretaker = caretaker;
        wanted.addAll(watcher.prefixes());
    }

    Watcher watcher() {
        return watcher;
    }

    Set<String> wanted() {
        return wanted;
    }

    @Override
    public void add(String prefix) {
        if (wanted.add(prefix)) {
            caretaker.more();
        }
    }

    @Override
    public boolean covers(String prefix) {
        Reports now = reports;
        return !closed && now != null && now.from().isUsable() && Prefixes.cover(now.prefixes(), prefix);
    }

    @Override
    public OptionalLong confirmedAt() {
        Confirmation latest = confirmation;
        return !closed && latest != null && latest.from().isUsable()
                ? OptionalLong.of(latest.sentAt())
                : OptionalLong.empty();
    }

    @Override
    public boolean isConfirmedAfter(long nanoTime) {
        Confirmation latest = confirmation;
        return !closed
                && latest != null
                && latest.sentAt() - nanoTime > 0
                && latest.from().isUsable();
    }

    @Override
    public void close() {
        closed = true;
        caretaker.end(this);
    }

    /** Whether the watcher has been told that its reports, of all that it wants now, begin anew with these connections. */
    boolean hasBegun(TrackedNodes nodes) {
        Reports now = reports;
        return now != null
                && now.from() == nodes
                && Prefixes.missing(wanted, now.prefixes()).isEmpty();
    }

    /**
     * Reports of what is wanted come from now on, as far as they are tracked. What was read before that may have changed unseen, so the watcher is told;
     * only then can it rely on them.
     */
    void begin(TrackedNodes nodes, Set<String> tracked) {
        Set<String> now = wanted.stream()
                .filter(prefix -> Prefixes.cover(tracked, prefix))
                .collect(Collectors.toUnmodifiableSet());
        watcher.anythingChanged();
        reports = new Reports(nodes, now);
    }

    void changed(List<String> keys) {
        List<String> mine =
                keys.stream().filter(key -> Prefixes.cover(wanted, key)).toList();
        if (!mine.isEmpty()) {
            watcher.changed(mine);
        }
    }

    void confirm(TrackedNodes nodes, long sentAt) {
        confirmation = new Confirmation(nodes, sentAt);
    }
}
