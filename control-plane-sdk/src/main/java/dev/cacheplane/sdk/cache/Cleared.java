package dev.cacheplane.sdk.cache;

/**
 * What clearing many keys came to.
 *
 * @param count how many entries were there and are gone
 * @param outcome {@link Invalidation#JOURNALLED} if Redis failed before the end: all of it is done again when it is back
 */
public record Cleared(long count, Invalidation outcome) {}
