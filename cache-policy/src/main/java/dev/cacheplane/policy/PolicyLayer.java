package dev.cacheplane.policy;

import java.util.Objects;

/**
 * One level as the control plane keeps it.
 *
 * @param settings what the level sets
 * @param switchedAt the number of the revision at which the level's own {@code shouldCache} last changed, or at which the
 *     level came to be; 0 for never
 */
public record PolicyLayer(PolicySettings settings, long switchedAt) {
    /** A level that never set anything. */
    public static final PolicyLayer EMPTY = new PolicyLayer(PolicySettings.EMPTY, 0);

    /** @throws IllegalArgumentException if {@code switchedAt} is negative */
    public PolicyLayer {
        if (switchedAt < 0) {
            throw new IllegalArgumentException("a revision is not negative: " + switchedAt);
        }
    }

    /** The level with other settings, changed at this revision. */
    public PolicyLayer changedTo(PolicySettings changed, long revision) {
        boolean switched =
                !Objects.equals(settings.get(PolicyField.SHOULD_CACHE), changed.get(PolicyField.SHOULD_CACHE));
        return new PolicyLayer(changed, switched ? revision : switchedAt);
    }
}
