package dev.cacheplane.analytics;

import dev.cacheplane.analytics.reports.ReportDesk;
import dev.cacheplane.analytics.warehouse.Warehouse;
import dev.cacheplane.analytics.warming.WarmProgress;
import dev.cacheplane.analytics.warming.Warmer;
import dev.cacheplane.sdk.cache.Codec;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.cache.TypeOf;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/** {@code GET /metrics} for Prometheus, {@code GET /analytics/cache-stats} for people, {@code GET /health}. */
final class MetricsRoutes {
    private final PrometheusMeterRegistry registry;
    private final Warehouse warehouse;
    private final Codec codec = new JsonCodec();

    /** What there is to know about the cache since the start of this process. */
    private record CacheStats(Map<String, ?> reports, long databaseQueries, WarmProgress warming) {}

    private record Health(String status) {}

    /** @param registry of all that is measured */
    MetricsRoutes(PrometheusMeterRegistry registry, Warehouse warehouse) {
        this.registry = registry;
        this.warehouse = warehouse;
        FunctionCounter.builder("analytics.database.queries", warehouse, Warehouse::queries)
                .description("Statements that the database has executed")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    void addTo(RoutesConfig routes, ReportDesk reports, Warmer warmer) {
        routes.get("/health", context -> ofThisProcess(context).json(new Health("up")));
        routes.get("/metrics", this::scrape);
        routes.get("/analytics/cache-stats", context -> stats(context, reports, warmer));
    }

    private void scrape(Context context) {
        ofThisProcess(context)
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(registry.scrape());
    }

    private void stats(Context context, ReportDesk reports, Warmer warmer) {
        CacheStats stats = new CacheStats(reports.stats(), warehouse.queries(), warmer.progress());
        ofThisProcess(context)
                .contentType(ContentType.APPLICATION_JSON)
                .result(codec.encode(stats, TypeOf.of(CacheStats.class)));
    }

    /** Another's would be stored for all of them where the service's defaults say that everything is cached. */
    private static Context ofThisProcess(Context context) {
        return context.header(Header.CACHE_CONTROL, "no-store");
    }
}
