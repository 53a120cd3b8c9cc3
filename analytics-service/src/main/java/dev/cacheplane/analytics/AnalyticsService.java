package dev.cacheplane.analytics;

import dev.cacheplane.analytics.access.WebhookAccess;
import dev.cacheplane.analytics.orders.OrderRoute;
import dev.cacheplane.analytics.reports.InvalidationRoute;
import dev.cacheplane.analytics.reports.ReportCodec;
import dev.cacheplane.analytics.reports.ReportDesk;
import dev.cacheplane.analytics.reports.ReportRoutes;
import dev.cacheplane.analytics.reports.ReportType;
import dev.cacheplane.analytics.warehouse.Warehouse;
import dev.cacheplane.analytics.warming.Warmer;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.ControlPlaneBuilder;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.event.CacheMetrics;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Running;
import dev.cacheplane.service.WebServer;
import dev.cacheplane.service.sdk.SdkConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** The running service: its warehouse, its reports over HTTP with the control plane's filter in front, and its warmer. */
final class AnalyticsService implements Running {
    /** A report may take half a minute and more, and those who wait for it are better off waiting than computing it too. */
    private static final Duration WAIT_FOR_A_REPORT = Duration.ofMinutes(2);

    /** So too with Redis: a second is little beside what the report costs. */
    private static final Duration WAIT_FOR_REDIS = Duration.ofSeconds(1);

    private final Warehouse warehouse;
    private final ControlPlane controlPlane;
    private final Warmer warmer;
    private final WebServer web;

    private AnalyticsService(Warehouse warehouse, ControlPlane controlPlane, Warmer warmer, WebServer web) {
        this.warehouse = warehouse;
        this.controlPlane = controlPlane;
        this.warmer = warmer;
        this.web = web;
    }

    /**
     * Starts, whether Redis and the control plane are there or not. Generates the data that is missing, which takes a while the first time.
     *
     * @throws ConfigException if the address is taken
     */
    static AnalyticsService start(AnalyticsConfig config, InstantSource clock) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return start(config, controlPlane(config, registry).build(), registry, clock);
    }

    /** The connection that the service is to have, whose cache is measured in this registry. */
    static ControlPlaneBuilder controlPlane(AnalyticsConfig config, MeterRegistry registry) {
        return config.sdk()
                .builder(AnalyticsConfig.SERVICE)
                .cacheSettings(cacheSettings())
                .codec(new ReportCodec())
                .listener(new CacheMetrics(registry))
                .lastKnownGood(config.dataDirectory());
    }

    private static CacheSettings cacheSettings() {
        return CacheSettings.ofDefaults()
                .withNamespaces(Set.of(ReportType.NAMESPACE))
                .withMaxWait(WAIT_FOR_A_REPORT)
                .withComputeLimit(WAIT_FOR_A_REPORT)
                .withRedisBudget(WAIT_FOR_REDIS);
    }

    /**
     * Starts.
     *
     * @param controlPlane is closed with the service
     * @param registry shown to Prometheus
     */
    static AnalyticsService start(
            AnalyticsConfig config, ControlPlane controlPlane, PrometheusMeterRegistry registry, InstantSource clock) {
        Warehouse warehouse = Warehouse.open(
                config.dataDirectory().toAbsolutePath().normalize(),
                config.rows(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1));
        try {
            MetricsRoutes metrics = new MetricsRoutes(registry, warehouse);
            ReportDesk reports = new ReportDesk(warehouse, controlPlane.cache(), registry, clock);
            if (warehouse.hasGrown()) {
                reports.dataHasChanged();
            }
            Warmer warmer = new Warmer(
                    reports::warmLastMonthsSales, () -> isCached(controlPlane), config.warmSchedule(), clock);
            WebhookAccess access = new WebhookAccess(config.invalidateToken());
            WebServer web = WebServer.start(config.address(), javalin -> {
                // A query of DuckDB's is native code, and would hold a virtual thread's carrier until it ends.
                javalin.concurrency.useVirtualThreads = false;
                SdkConfig.addFilter(javalin, controlPlane);
                new ReportRoutes(reports, AnalyticsConfig.SERVICE).addTo(javalin.routes);
                new InvalidationRoute(reports).addTo(javalin.routes, access);
                new OrderRoute(warehouse, reports, clock).addTo(javalin.routes, access);
                metrics.addTo(javalin.routes, reports, warmer);
            });
            return new AnalyticsService(warehouse, controlPlane, warmer.start(), web);
        } catch (RuntimeException e) {
            controlPlane.close();
            warehouse.close();
            throw e;
        }
    }

    private static boolean isCached(ControlPlane controlPlane) {
        return controlPlane.policy("GET", ReportType.SALES.path()).policy().shouldCache();
    }

    @Override
    public int port() {
        return web.port();
    }

    /** Requests in flight finish first, for ten seconds at most; then computations are cancelled. */
    @Override
    public void close() {
        warmer.close();
        web.close();
        warehouse.close();
        controlPlane.close();
    }
}
