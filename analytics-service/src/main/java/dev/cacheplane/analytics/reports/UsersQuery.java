package dev.cacheplane.analytics.reports;

import java.util.Map;

/** Asks how users behaved in a range of days. */
record UsersQuery(DateRange range) implements ReportQuery {
    @Override
    public ReportType type() {
        return ReportType.USERS;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                ReportType.START_DATE, range.start().toString(),
                ReportType.END_DATE, range.end().toString());
    }
}
