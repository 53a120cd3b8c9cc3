package dev.cacheplane.analytics.reports;

import dev.cacheplane.analytics.warehouse.Region;
import java.util.Map;

/** Asks for the sales of a range of days in a region. */
record SalesQuery(DateRange range, Region region) implements ReportQuery {
    @Override
    public ReportType type() {
        return ReportType.SALES;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                ReportType.START_DATE, range.start().toString(),
                ReportType.END_DATE, range.end().toString(),
                ReportType.REGION, region.word());
    }
}
