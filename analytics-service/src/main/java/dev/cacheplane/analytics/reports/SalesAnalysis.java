package dev.cacheplane.analytics.reports;

import dev.cacheplane.analytics.warehouse.Sql;
import dev.cacheplane.analytics.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Computes sales reports. */
record SalesAnalysis(Warehouse warehouse, InstantSource clock) {
    private static final String SUMMARY = Sql.named(SalesAnalysis.class, "sales-summary");
    private static final String BY_DAY = Sql.named(SalesAnalysis.class, "sales-by-day");
    private static final String BY_MONTH = Sql.named(SalesAnalysis.class, "sales-by-month");
    private static final String BY_PRODUCT = Sql.named(SalesAnalysis.class, "sales-by-product");
    private static final String BY_REGION = Sql.named(SalesAnalysis.class, "sales-by-region");

    SalesReport compute(SalesQuery query) {
        return warehouse.snapshot(handle -> {
            Instant now = clock.instant();
            SalesReport.Summary summary = ask(handle, SUMMARY, query)
                    .map((row, context) -> summary(row))
                    .one();
            BigDecimal total = summary.totalSales();
            return new SalesReport(
                    query.range().start(),
                    query.range().end(),
                    query.region().word(),
                    summary,
                    new SalesReport.Trends(
                            periods(ask(handle, BY_DAY, query), "day"), periods(ask(handle, BY_MONTH, query), "month")),
                    ask(handle, BY_PRODUCT, query)
                            .map((row, context) -> new SalesReport.ProductSales(
                                    row.getString("product"),
                                    money(row),
                                    row.getLong("units"),
                                    Figures.share(money(row), total)))
                            .list(),
                    ask(handle, BY_REGION, query)
                            .map((row, context) -> new SalesReport.RegionSales(
                                    row.getString("region"),
                                    money(row),
                                    row.getLong("orders"),
                                    Figures.share(money(row), total)))
                            .list(),
                    now);
        });
    }

    private static Query ask(Handle handle, String sql, SalesQuery query) {
        DateRange range = query.range();
        return handle.createQuery(sql)
                .bind("from", range.from())
                .bind("until", range.until())
                .bind("from_before", range.from().minusYears(1))
                .bind("until_before", range.untilYearBefore())
                .bind("region", query.region().word());
    }

    private static SalesReport.Summary summary(ResultSet row) throws SQLException {
        BigDecimal total = money(row);
        long orders = row.getLong("orders");
        return new SalesReport.Summary(
                total,
                orders == 0
                        ? Figures.money(BigDecimal.ZERO)
                        : total.divide(BigDecimal.valueOf(orders), 2, RoundingMode.HALF_UP),
                Figures.money(row.getBigDecimal("median_cents")),
                orders,
                row.getLong("units"),
                row.getLong("customers"),
                row.getLong("new_customers"));
    }

    private static List<SalesReport.Period> periods(Query query, String start) {
        return query.map((row, context) -> {
                    BigDecimal now = row.getBigDecimal("cents");
                    BigDecimal before = row.getBigDecimal("cents_before");
                    return new SalesReport.Period(
                            row.getObject(start, LocalDate.class),
                            Figures.money(now),
                            row.getLong("orders"),
                            before == null ? null : Figures.money(before),
                            Figures.changePercent(now, before));
                })
                .list();
    }

    private static BigDecimal money(ResultSet row) throws SQLException {
        return Figures.money(row.getBigDecimal("cents"));
    }
}
