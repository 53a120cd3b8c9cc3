package dev.cacheplane.benchmarks.http;

import dev.cacheplane.benchmarks.Times;

/**
 * What one rival did with one payload at half of what it can do, with many connections open.
 *
 * @param perSecond requests that were sent
 * @param times from when they were due to when they were answered
 * @param reconnects how often a connection was closed by the rival
 */
record Held(double perSecond, Times times, int reconnects) {}
