package dev.cacheplane.server.stream;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.Snapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of one service, and the bytes that they share. Thread-safe. */
final class Channel {
    private final ServiceName service;
    private final Policies policies;
    private final Consumer<EventStream> ended;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Frames latest;
    private @Nullable Revision announced; // of the thread that announces

    /** @param ended is told of each stream once, when it has ended */
    Channel(ServiceName service, Policies policies, Consumer<EventStream> ended) {
        this.service = service;
        this.policies = policies;
        this.ended = ended;
    }

    ServiceName service() {
        return service;
    }

    /** What is to be sent now. Whoever asks after a change has been announced gets that change or a later one. */
    Frames frames() {
        Snapshot snapshot = policies.snapshot(service);
        Frames known = latest;
        if (known != null && known.areOf(snapshot)) {
            return known;
        }
        Frames made = new Frames(snapshot);
        latest = made;
        return made;
    }

    void add(EventStream stream) {
        streams.add(stream);
    }

    void ended(EventStream stream) {
        ended.accept(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    void each(Consumer<EventStream> action) {
        streams.forEach(action);
    }

    /** Wakes the streams if there is something new for them. By one thread at a time. */
    void announce() {
        Revision now = policies.revision(service);
        if (!now.equals(announced)) {
            announced = now;
            each(EventStream::wake);
        }
    }
}
