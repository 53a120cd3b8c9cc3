package dev.cacheplane.analytics.reports;

import static dev.cacheplane.service.ProblemAnswers.failingAs;

import dev.cacheplane.sdk.cache.Cached;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.Objects;

/** {@code GET} of the reports. */
public final class ReportRoutes {
    /** RFC 9211. */
    private static final String CACHE_STATUS = "Cache-Status";

    private final ReportDesk desk;
    private final String service;

    /** @param service the name that answers give to this cache */
    public ReportRoutes(ReportDesk desk, String service) {
        this.desk = desk;
        this.service = service;
    }

    /** Adds them. */
    public void addTo(RoutesConfig routes) {
        routes.get("/analytics/sales", failingAs("Failed to generate sales report", this::sales));
        routes.get("/analytics/users", failingAs("Failed to generate user report", this::users));
    }

    private void sales(Context context) {
        answer(context, desk.sales((SalesQuery) query(context, ReportType.SALES), context.req()));
    }

    private void users(Context context) {
        answer(context, desk.users((UsersQuery) query(context, ReportType.USERS), context.req()));
    }

    private ReportQuery query(Context context, ReportType type) {
        UrlParameters url = new UrlParameters(context.queryParamMap());
        ReportQuery query = new ReportParameters(url, desk.today()).query(type);
        url.verify();
        return query;
    }

    private void answer(Context context, Cached<ReportJson> report) {
        context.header(CACHE_STATUS, service + (report.cached() ? "; hit" : "; fwd=miss"))
                .contentType(ContentType.APPLICATION_JSON)
                .result(Objects.requireNonNull(report.value()).bytes());
    }
}
