package dev.cacheplane.sdk.store;

/**
 * A connection that is ready for use.
 *
 * @param runId what the server calls this run of its own; empty if it does not say
 */
record RedisSession(RedisLink link, RedisEntries entries, String runId) {}
