package dev.cacheplane.sdk.store;

/**
 * A server that entries are in, during one run of its own.
 *
 * @param runId see {@link RunId}; empty if it does not say
 */
record RedisNode(RedisPlace.Node place, String runId) {}
