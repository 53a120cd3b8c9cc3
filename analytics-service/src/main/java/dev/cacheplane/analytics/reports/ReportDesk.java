package dev.cacheplane.analytics.reports;

import dev.cacheplane.analytics.warehouse.Region;
import dev.cacheplane.analytics.warehouse.Warehouse;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Cleared;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.Warming;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All reports of all kinds. Thread-safe. */
public final class ReportDesk {
    private final InstantSource clock;
    private final Reports<SalesQuery, SalesReport> sales;
    private final Reports<UsersQuery, UserReport> users;

    /**
     * Begins with empty counts.
     *
     * @param cache with the namespace {@link ReportType#NAMESPACE} and a {@link ReportCodec}
     * @param clock tells which month is the last one, in UTC
     */
    public ReportDesk(Warehouse warehouse, Cache cache, MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.sales = new Reports<>(
                ReportType.SALES,
                SalesReport.class,
                new SalesAnalysis(warehouse, clock)::compute,
                cache,
                () -> List.of("orders:" + warehouse.batches()),
                new ReportMetrics(registry, ReportType.SALES));
        this.users = new Reports<>(
                ReportType.USERS,
                UserReport.class,
                new UserAnalysis(warehouse, clock)::compute,
                cache,
                List::of,
                new ReportMetrics(registry, ReportType.USERS));
    }

    /** The day that it is, in UTC. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    Cached<ReportJson> sales(SalesQuery query, HttpServletRequest request) {
        return sales.get(query, request);
    }

    Cached<ReportJson> users(UsersQuery query, HttpServletRequest request) {
        return users.get(query, request);
    }

    /** Begins to see to it that last month's sales, of the world and of each region, are cached, if the policy wants them to be. */
    public Warming warmLastMonthsSales() {
        DateRange month = DateRange.lastMonth(today());
        return sales.warm(Arrays.stream(Region.values())
                .map(region -> new SalesQuery(month, region))
                .toList());
    }

    Invalidation invalidate(ReportQuery query) {
        if (query instanceof SalesQuery of) {
            return sales.invalidate(of);
        }
        return users.invalidate((UsersQuery) query);
    }

    Cleared invalidateAll(ReportType type) {
        return switch (type) {
            case SALES -> sales.invalidateAll();
            case USERS -> users.invalidateAll();
        };
    }

    /** Takes all sales reports out: call it when orders have come in, before anybody is told. */
    public Cleared ordersCameIn() {
        return sales.invalidateAll();
    }

    /** Takes everything out: the data is another one. */
    public void dataHasChanged() {
        sales.invalidateAll();
        users.invalidateAll();
    }

    /** Counts and times of each kind. */
    public Map<String, ?> stats() {
        Map<String, ReportMetrics.Snapshot> stats = new LinkedHashMap<>();
        stats.put(ReportType.SALES.word(), sales.stats());
        stats.put(ReportType.USERS.word(), users.stats());
        return stats;
    }
}
