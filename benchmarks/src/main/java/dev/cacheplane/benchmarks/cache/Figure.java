package dev.cacheplane.benchmarks.cache;

/**
 * What one operation took, in one round.
 *
 * @param micros of its caller's time
 * @param bytes that were allocated for it
 * @param clientMicros of its process' processor time
 * @param redisMicros of Redis' processor time
 */
record Figure(double micros, double bytes, double clientMicros, double redisMicros) {}
