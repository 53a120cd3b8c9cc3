package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.Revision;
import java.time.Duration;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A policy set that somebody offers.
 *
 * @param origin who
 * @param document the set's JSON
 * @param askedUnder the epoch that was held when this was asked for: what was asked for under another one may be old news
 * @param claimed the revision that it is said to be; null if nothing was said
 * @param claimedHash the hash that it is said to have; null if nothing was said
 * @param age since the control plane said that this is the current set
 */
record Candidate(
        Origin origin,
        ByteString document,
        String askedUnder,
        @Nullable Revision claimed,
        @Nullable String claimedHash,
        Duration age) {
    /** An event of the stream, which says which set it is. */
    static Candidate streamed(ByteString document, SnapshotId id, String askedUnder) {
        return new Candidate(Origin.STREAM, document, askedUnder, id.revision(), id.hash(), Duration.ZERO);
    }

    /** The answer to a poll. */
    static Candidate polled(ByteString document, @Nullable String claimedHash, String askedUnder) {
        return new Candidate(Origin.POLL, document, askedUnder, null, claimedHash, Duration.ZERO);
    }

    /** The copy on disk, which has its own checksum. */
    static Candidate stored(ByteString document, Duration age) {
        return new Candidate(Origin.DISK, document, Revision.NONE.epoch(), null, null, age);
    }
}
