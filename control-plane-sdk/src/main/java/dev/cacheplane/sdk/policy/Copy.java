package dev.cacheplane.sdk.policy;

import java.time.Duration;
import java.time.Instant;
import okio.ByteString;

/**
 * Policies as they lie on disk.
 *
 * @param confirmedAt when the control plane last said that these are the current ones
 */
record Copy(SnapshotId id, Instant confirmedAt, ByteString document) {
    /** How long ago that was; a clock that has been set back makes it no younger than new. */
    Duration age(Instant now) {
        Duration age = Duration.between(confirmedAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /**
     * Whether it is not worth writing over a copy, since several processes may keep theirs in one place.
     *
     * @param now who says to have been confirmed later than that had a wrong clock
     * @param precision by how much the times of confirmation may differ
     */
    boolean isCoveredBy(Copy other, Instant now, Duration precision) {
        boolean otherEpoch = !id.revision().epoch().equals(other.id.revision().epoch());
        boolean isLater = other.confirmedAt.isAfter(confirmedAt) && !other.confirmedAt.isAfter(now.plus(precision));
        return id.revision().isOlderThan(other.id.revision())
                || (otherEpoch && isLater) // the control plane has left one of them
                || (id.equals(other.id)
                        && Duration.between(other.confirmedAt, confirmedAt)
                                        .abs()
                                        .compareTo(precision)
                                < 0);
    }
}
