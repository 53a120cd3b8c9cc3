package dev.cacheplane.sdk.store;

/**
 * The moment between a store's being back and its callers being let through.
 *
 * @param entries without the gate
 * @param otherServer whether this is another server than before, by restart or failover: its data are perhaps older, and what the last one had acknowledged
 *     may be lost. {@code false} the first time
 */
public record Reopening(Entries entries, boolean otherServer) {}
