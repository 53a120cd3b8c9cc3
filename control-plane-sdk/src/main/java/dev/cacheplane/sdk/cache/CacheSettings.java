package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.Set;

/**
 * How a cache behaves where no policy says it. Immutable; start with {@link #ofDefaults()}.
 *
 * @param redisBudget how long one call waits for Redis altogether; 200 ms. Waiting for another's computation does not count, and begins it anew
 * @param lease how long a computation's right to be stored outlives its process; 5 s, renewed while it runs. Also how long a {@link Ticket} is good for
 * @param maxWait how long a caller waits for another's computation before it computes by itself, without storing; 30 s
 * @param computeLimit how long a computation may take before it is interrupted and its key given to others; 60 s
 * @param bulkhead how many callers at once compute because they have waited for {@code maxWait}; 16
 * @param refreshes how many values at once are made anew behind the backs of readers who were served stale ones; 4
 * @param bound how long another process' invalidation may go unnoticed here when Redis' report of it is lost or late; 2 s
 * @param journal how many invalidations are kept one by one that Redis does not have yet, before they become "the whole service"; as many that it has had lately; 10,000
 * @param nearBytes how much this process keeps in its own memory of what it has read from Redis, by the lengths of payloads before compression; 32 MiB, 0 for nothing. The objects that are
 *     made of payloads may take several times that
 * @param namespaces first parts of keys that the service uses besides {@code cache:{service}:}, such as {@code analytics}; none
 */
public record CacheSettings(
        Duration redisBudget,
        Duration lease,
        Duration maxWait,
        Duration computeLimit,
        int bulkhead,
        int refreshes,
        Duration bound,
        int journal,
        long nearBytes,
        Set<String> namespaces) {
    private static final CacheSettings DEFAULTS = new CacheSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            16,
            4,
            Duration.ofSeconds(2),
            10_000,
            32L << 20,
            Set.of());

    /** @throws IllegalArgumentException naming the setting that cannot be */
    public CacheSettings {
        namespaces = Set.copyOf(namespaces);
        positive("redisBudget", redisBudget);
        positive("lease", lease);
        positive("maxWait", maxWait);
        positive("computeLimit", computeLimit);
        positive("bound", bound);
        positive("bulkhead", Duration.ofNanos(bulkhead));
        positive("refreshes", Duration.ofNanos(refreshes));
        positive("journal", Duration.ofNanos(journal));
        if (nearBytes < 0) {
            throw new IllegalArgumentException("nearBytes must not be less than zero");
        }
        namespaces.forEach(KeySpace::checkNamespace);
    }

    /** The defaults given above. */
    public static CacheSettings ofDefaults() {
        return DEFAULTS;
    }

    /** These settings with another {@link #redisBudget()}. */
    public CacheSettings withRedisBudget(Duration redisBudget) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #lease()}. */
    public CacheSettings withLease(Duration lease) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #maxWait()}. */
    public CacheSettings withMaxWait(Duration maxWait) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #computeLimit()}. */
    public CacheSettings withComputeLimit(Duration computeLimit) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #bulkhead()}. */
    public CacheSettings withBulkhead(int bulkhead) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with these {@link #refreshes()}. */
    public CacheSettings withRefreshes(int refreshes) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #bound()}. */
    public CacheSettings withBound(Duration bound) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with another {@link #journal()}. */
    public CacheSettings withJournal(int journal) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with other {@link #nearBytes()}. */
    public CacheSettings withNearBytes(long nearBytes) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    /** These settings with these {@link #namespaces()}. */
    public CacheSettings withNamespaces(Set<String> namespaces) {
        return new CacheSettings(
                redisBudget, lease, maxWait, computeLimit, bulkhead, refreshes, bound, journal, nearBytes, namespaces);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero");
        }
    }
}
