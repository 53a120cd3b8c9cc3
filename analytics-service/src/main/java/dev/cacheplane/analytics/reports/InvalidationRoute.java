package dev.cacheplane.analytics.reports;

import static dev.cacheplane.service.ProblemAnswers.failingAs;

import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.service.json.JsonBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /invalidate-cache}: the webhook for whoever changes the data. */
public final class InvalidationRoute {
    static final String DONE = "Cache invalidated";

    private final ReportDesk desk;

    /** Of these reports. */
    public InvalidationRoute(ReportDesk desk) {
        this.desk = desk;
    }

    /**
     * What was done.
     *
     * @param outcome {@code applied}, or {@code journalled} if Redis was out of reach: it is done when Redis is back
     */
    private record Answer(String status, String reportType, String outcome) {}

    /**
     * Adds it.
     *
     * @param access lets those pass who may
     */
    public void addTo(RoutesConfig routes, Handler access) {
        routes.post("/invalidate-cache", failingAs("Cache invalidation failed", context -> {
            access.handle(context);
            invalidate(context);
        }));
    }

    /** Parameters that are there name one report, even if there are none in them; without any it is all reports of the type. */
    private void invalidate(Context context) {
        JsonBody body = JsonBody.parse(context.bodyAsBytes()).require("reportType");
        Optional<ReportType> type = body.parsed("reportType", "sales or users", ReportType::of);
        Optional<JsonBody> parameters = body.object("params");
        if (type.isEmpty()) {
            body.verify();
        }
        ReportType known = type.orElseThrow();
        Optional<ReportQuery> query =
                parameters.map(said -> new ReportParameters(new JsonParameters(said), desk.today()).query(known));
        body.verify();
        Invalidation outcome = query.map(desk::invalidate)
                .orElseGet(() -> desk.invalidateAll(known).outcome());
        context.json(new Answer(DONE, known.word(), outcome.name().toLowerCase(Locale.ROOT)));
    }
}
