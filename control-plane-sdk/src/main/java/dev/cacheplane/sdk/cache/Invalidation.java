package dev.cacheplane.sdk.cache;

/** What became of an invalidation. Either way no later reader in this process sees the old value. */
public enum Invalidation {
    /** Redis has done it. */
    APPLIED,
    /**
     * Redis was out of reach, or did not answer in time. It is kept in memory and done first thing when Redis is back; until then this process computes,
     * and touches no entry. Other processes that still reach Redis may see the old value for so long.
     */
    JOURNALLED
}
