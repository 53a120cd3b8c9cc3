package dev.cacheplane.server.fleet;

import dev.cacheplane.server.policies.SnapshotId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an instance of a service says of itself.
 *
 * @param version that of its SDK
 * @param applied the set that its requests obey; null if it has none yet
 * @param source where it has that from
 * @param rejected what it could not read of it
 * @param ageMillis how long ago it last knew from the control plane that its set is the current one; null for never
 */
record Report(
        UUID instance,
        String version,
        String host,
        @Nullable SnapshotId applied,
        Source source,
        List<Rejection> rejected,
        @Nullable Long ageMillis) {
    Report {
        rejected = List.copyOf(rejected);
    }

    /** Where a set came from; named in lower case on the wire. */
    enum Source {
        STREAM,
        POLL,
        DISK,
        DEFAULT
    }

    /**
     * A policy that an instance could not read; it obeys another one in its place.
     *
     * @param pointer where it stands in the set's JSON (RFC 6901)
     */
    record Rejection(String pointer, String detail) {}
}
