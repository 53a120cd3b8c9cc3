package dev.cacheplane.analytics.reports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sold, as it stands in JSON and in the cache. When its structure changes, raise {@code keyVersion} in the policy.
 *
 * @param topProducts the ten that brought in most, in that order
 * @param regions those of the report, what brought in most first
 * @param computedAt when the database was asked
 */
record SalesReport(
        LocalDate startDate,
        LocalDate endDate,
        String region,
        Summary summary,
        Trends trends,
        List<ProductSales> topProducts,
        List<RegionSales> regions,
        Instant computedAt) {
    /**
     * All of it in figures.
     *
     * @param customers how many bought something
     * @param newCustomers how many of them had never done before, in this region
     */
    record Summary(
            BigDecimal totalSales,
            BigDecimal averageOrder,
            BigDecimal medianOrder,
            long orders,
            long units,
            long customers,
            long newCustomers) {}

    /** How it went. */
    record Trends(List<Period> daily, List<Period> monthly) {}

    /**
     * A day, or a month as far as the range covers it.
     *
     * @param start its first day
     * @param salesYearBefore of the same days a year before; null if there were none
     * @param changePercent from then to now; null if there is nothing to compare with
     */
    record Period(
            LocalDate start,
            BigDecimal sales,
            long orders,
            @Nullable BigDecimal salesYearBefore,
            @Nullable BigDecimal changePercent) {}

    /** One product's part. */
    record ProductSales(String product, BigDecimal sales, long units, BigDecimal share) {}

    /** One region's part. */
    record RegionSales(String region, BigDecimal sales, long orders, BigDecimal share) {}
}
