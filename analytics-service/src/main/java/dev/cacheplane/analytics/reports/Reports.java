package dev.cacheplane.analytics.reports;

import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Cleared;
import dev.cacheplane.sdk.cache.Codec;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.cache.Warming;
import dev.cacheplane.sdk.http.CacheExchange;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One kind of report: from the cache if the policy says so and it is there, else computed, by one of all instances for all who wait. A
 * client that goes away leaves the computation to the others. Thread-safe.
 *
 * @param <Q> what is asked
 * @param <R> what the answer is made of
 */
final class Reports<Q extends ReportQuery, R> {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private static final TypeOf<ReportJson> JSON = TypeOf.of(ReportJson.class);
    private static final int ONE_AT_A_TIME = 1;

    private final ReportType type;
    private final TypeOf<R> result;
    private final Function<Q, R> analysis;
    private final Codec json = new JsonCodec();
    private final Cache cache;
    private final Supplier<List<String>> tags;
    private final ReportMetrics metrics;

    /** @param tags which a report must bear to be served, as of now: those of the data that it is made of */
    Reports(
            ReportType type,
            Class<R> result,
            Function<Q, R> analysis,
            Cache cache,
            Supplier<List<String>> tags,
            ReportMetrics metrics) {
        this.type = type;
        this.result = TypeOf.of(result);
        this.analysis = analysis;
        this.cache = cache;
        this.tags = tags;
        this.metrics = metrics;
    }

    /** The report for a request, which may be one that nothing is cached for. */
    Cached<ReportJson> get(Q query, HttpServletRequest request) {
        return counted(CacheExchange.of(request).withKey(key(query)).getOrLoad(JSON, () -> compute(query)));
    }

    /** Begins to compute reports that are not there: one after the other, so that it leaves the machine to the users. */
    Warming warm(List<Q> queries) {
        Map<CacheKey, Q> byKey = new LinkedHashMap<>();
        queries.forEach(query -> byKey.put(key(query), query));
        return cache.warm(
                byKey.keySet(), JSON, key -> () -> compute(Objects.requireNonNull(byKey.get(key))), ONE_AT_A_TIME);
    }

    /** Takes one report out. */
    Invalidation invalidate(Q query) {
        return cache.invalidate(key(query));
    }

    /** Takes all reports of this kind out, whatever version their keys have. */
    Cleared invalidateAll() {
        Cleared unversioned = cache.clear(type.namespace() + "*");
        Cleared versioned = cache.clear("v*:" + type.namespace() + "*");
        return new Cleared(
                unversioned.count() + versioned.count(),
                unversioned.outcome() == Invalidation.APPLIED ? versioned.outcome() : unversioned.outcome());
    }

    ReportMetrics.Snapshot stats() {
        return metrics.snapshot();
    }

    private CacheKey key(Q query) {
        return cache.own(query.key(), type.path()).tagged(tags.get().toArray(String[]::new));
    }

    private ReportJson compute(Q query) {
        LOG.info("Computing fresh {} report...", type.word());
        Timer.Sample time = Timer.start();
        ReportJson report = new ReportJson(json.encode(analysis.apply(query), result));
        time.stop(metrics.computations());
        return report;
    }

    private Cached<ReportJson> counted(Cached<ReportJson> report) {
        metrics.answered(report.cached());
        if (report.cached()) {
            LOG.info("Returning cached {} report", type.word());
        }
        return report;
    }
}
