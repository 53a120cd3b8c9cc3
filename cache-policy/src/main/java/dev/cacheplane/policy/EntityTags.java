package dev.cacheplane.policy;

/** Whether stored bodies that have no entity tag of their own are given one. */
public enum EntityTags {
    /** They are not. */
    NONE,
    /** They get a strong one, made from the body (RFC 9110, section 8.8.3). */
    STRONG
}
