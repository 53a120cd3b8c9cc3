package dev.cacheplane.policy;

/** Who decides how long a response is fresh. */
public enum Freshness {
    /** The policy's TTL. */
    POLICY,
    /** The response's own headers, and the policy's TTL where they say nothing. */
    RESPONSE
}
