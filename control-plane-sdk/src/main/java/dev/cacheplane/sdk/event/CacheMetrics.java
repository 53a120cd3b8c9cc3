package dev.cacheplane.sdk.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a cache does in a Micrometer registry. The only class of the library that needs {@code io.micrometer:micrometer-core}, which it does not bring.
 *
 * <p>Tags have few values: the endpoints that are configured, and words. Keys are never among them. What no endpoint governs is counted under {@code defaults}.
 * Each cache needs one of its own; where caches share a registry, give each other tags. Thread-safe.
 */
public final class CacheMetrics implements CacheListener {
    private static final String NO_ENDPOINT = "defaults";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Counter opened;
    private final Counter closed;
    private final Invalidations hard;
    private final Invalidations soft;

    private record Endpoint(
            Counter hits,
            Counter near,
            Counter stale,
            Counter misses,
            Counter joined,
            Timer loaded,
            Timer failed,
            Counter refused) {}

    private record Invalidations(Counter applied, Counter journalled) {}

    /** Counts in this registry, under names that begin with {@code cacheplane.}; documented in {@code docs/cache.md}. */
    public CacheMetrics(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /** As {@link #CacheMetrics(MeterRegistry)}, with these tags on everything. */
    public CacheMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
        this.opened = breakerChanges("open");
        this.closed = breakerChanges("closed");
        this.hard = invalidations("hard");
        this.soft = invalidations("soft");
        Gauge.builder("cacheplane.breaker.open", open, AtomicInteger::get)
                .description("1 while calls are kept away from Redis, else 0")
                .tags(this.tags)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.OfEntry ofEntry) {
            count(ofEntry, endpoints.computeIfAbsent(ofEntry.endpoint(), this::endpoint));
        } else if (event instanceof CacheEvent.Invalidated invalidated) {
            Invalidations counts = invalidated.softly() ? soft : hard;
            (invalidated.applied() ? counts.applied() : counts.journalled()).increment();
        } else if (event instanceof CacheEvent.BreakerChanged changed) {
            open.set(changed.open() ? 1 : 0);
            (changed.open() ? opened : closed).increment();
        }
    }

    private static void count(CacheEvent.OfEntry event, Endpoint endpoint) {
        if (event instanceof CacheEvent.Hit hit) {
            (hit.near() ? endpoint.near() : endpoint.hits()).increment();
        } else if (event instanceof CacheEvent.StaleServed) {
            endpoint.stale().increment();
        } else if (event instanceof CacheEvent.Miss) {
            endpoint.misses().increment();
        } else if (event instanceof CacheEvent.Joined) {
            endpoint.joined().increment();
        } else if (event instanceof CacheEvent.Load load) {
            (load.failed() ? endpoint.failed() : endpoint.loaded()).record(load.took());
        } else if (event instanceof CacheEvent.FillRefused) {
            endpoint.refused().increment();
        }
    }

    private Endpoint endpoint(String name) {
        Tags its = tags.and("endpoint", name.isEmpty() ? NO_ENDPOINT : name);
        return new Endpoint(
                requests(its, "hit"),
                requests(its, "near"),
                requests(its, "stale"),
                requests(its, "miss"),
                requests(its, "joined"),
                loads(its, "success"),
                loads(its, "failure"),
                Counter.builder("cacheplane.fills.refused")
                        .description("Computed values that were not stored")
                        .tags(its)
                        .register(registry));
    }

    private Counter requests(Tags its, String result) {
        return Counter.builder("cacheplane.requests")
                .description("Values that the cache was asked for while caching was on")
                .tags(its.and("result", result))
                .register(registry);
    }

    private Timer loads(Tags its, String outcome) {
        return Timer.builder("cacheplane.loads")
                .description("Computations of values")
                .tags(its.and("outcome", outcome))
                .register(registry);
    }

    private Invalidations invalidations(String kind) {
        return new Invalidations(invalidations(kind, "applied"), invalidations(kind, "journalled"));
    }

    private Counter invalidations(String kind, String outcome) {
        return Counter.builder("cacheplane.invalidations")
                .description("Invalidations, each of a key, of some generations or of a pattern")
                .tags(tags.and("kind", kind, "outcome", outcome))
                .register(registry);
    }

    private Counter breakerChanges(String to) {
        return Counter.builder("cacheplane.breaker.changes")
                .description("How often calls began to be kept away from Redis, and to be let through again")
                .tags(tags.and("to", to))
                .register(registry);
    }
}
