package dev.cacheplane.analytics.reports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How often one kind of report came from the cache, how often not, and how long computing took. */
final class ReportMetrics {
    private static final Duration[] BUCKETS = Stream.of(
                    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Counter hits;
    private final Counter misses;
    private final Timer computations;

    /**
     * As JSON.
     *
     * @param cacheHits answers that had been stored before
     * @param cacheMisses all others, those included that waited for another's computation and those that were not to be cached
     */
    record Snapshot(long cacheHits, long cacheMisses, ComputeTimes computeTimes) {}

    /**
     * How long computations took.
     *
     * @param upToSeconds how many took no longer than so many seconds
     */
    record ComputeTimes(long count, double meanSeconds, double maxSeconds, Map<String, Long> upToSeconds) {}

    ReportMetrics(MeterRegistry registry, ReportType type) {
        hits = requests(registry, type, "hit");
        misses = requests(registry, type, "miss");
        computations = Timer.builder("analytics.report.computation")
                .description("How long reports took to compute")
                .tag("report", type.word())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter requests(MeterRegistry registry, ReportType type, String result) {
        return Counter.builder("analytics.report.requests")
                .description("Reports asked for, by whether the cache had them")
                .tag("report", type.word())
                .tag("result", result)
                .register(registry);
    }

    void answered(boolean cached) {
        (cached ? hits : misses).increment();
    }

    Timer computations() {
        return computations;
    }

    Snapshot snapshot() {
        var taken = computations.takeSnapshot();
        Map<String, Long> upTo = new LinkedHashMap<>();
        for (CountAtBucket bucket : taken.histogramCounts()) {
            upTo.put(Double.toString(bucket.bucket(TimeUnit.SECONDS)), Math.round(bucket.count()));
        }
        return new Snapshot(
                Math.round(hits.count()),
                Math.round(misses.count()),
                new ComputeTimes(taken.count(), taken.mean(TimeUnit.SECONDS), taken.max(TimeUnit.SECONDS), upTo));
    }
}
