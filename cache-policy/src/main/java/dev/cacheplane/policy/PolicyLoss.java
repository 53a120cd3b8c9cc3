package dev.cacheplane.policy;

/** What a service does when its policies have grown older than {@link CachePolicy#policyMaxAge()}. */
public enum PolicyLoss {
    /** It goes on by the last policies it knows. */
    KEEP,
    /** It stops caching. */
    BYPASS
}
