package dev.cacheplane.benchmarks.http;

/**
 * What one rival did with one payload in one round, as fast as it could.
 *
 * @param perSecond responses
 * @param serverMicros processor time of the rival's own process for one response
 * @param redisMicros that of Redis
 * @param clientShare what the client took of all processor time that the three of them took; 1 for all
 */
record Round(double perSecond, double serverMicros, double redisMicros, double clientShare) {}
