package dev.cacheplane.server.stream;

import dev.cacheplane.server.policies.Snapshot;
import dev.cacheplane.server.policies.SnapshotId;

/** A snapshot's events, made once and shared by all streams of its service: nobody writes to them. */
final class Frames {
    private final Snapshot snapshot;
    private final byte[] policies;
    private final byte[] heartbeat;

    Frames(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.policies = Event.policies(snapshot);
        this.heartbeat = Event.heartbeat(snapshot.id());
    }

    boolean areOf(Snapshot other) {
        return snapshot == other;
    }

    SnapshotId id() {
        return snapshot.id();
    }

    byte[] policies() {
        return policies;
    }

    byte[] heartbeat() {
        return heartbeat;
    }
}
