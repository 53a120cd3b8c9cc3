package dev.cacheplane.analytics.orders;

import static dev.cacheplane.service.ProblemAnswers.failingAs;

import dev.cacheplane.analytics.reports.ReportDesk;
import dev.cacheplane.analytics.warehouse.KnownOrderException;
import dev.cacheplane.analytics.warehouse.Warehouse;
import dev.cacheplane.sdk.cache.Cleared;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.Locale;

/**
 * {@code POST /analytics/sales/orders}: takes orders in bulk. First the orders are on the disk, then the sales reports are invalidated, then
 * comes the answer: who asks after it gets a report with these orders. The same batch may be sent again until there is an answer.
 */
public final class OrderRoute {
    private final Warehouse warehouse;
    private final ReportDesk reports;
    private final InstantSource clock;

    /** Into this warehouse, out of which these reports are made. */
    public OrderRoute(Warehouse warehouse, ReportDesk reports, InstantSource clock) {
        this.warehouse = warehouse;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param invalidated how many reports were in the cache and are gone
     * @param outcome {@code applied}, or {@code journalled} if Redis was out of reach: it is done when Redis is back
     */
    private record Answer(String status, int orders, long invalidated, String outcome) {}

    /**
     * Adds it.
     *
     * @param access lets those pass who may
     */
    public void addTo(RoutesConfig routes, Handler access) {
        routes.post("/analytics/sales/orders", failingAs("Orders were not taken", context -> {
            access.handle(context);
            take(context);
        }));
    }

    private void take(Context context) {
        OrderBatch batch = OrderBatch.parse(context.bodyAsBytes(), warehouse.products(), clock.instant());
        try {
            warehouse.add(batch.orders());
        } catch (KnownOrderException e) {
            throw new ProblemException(409, String.valueOf(e.getMessage()));
        }
        Cleared cleared = reports.ordersCameIn();
        context.json(new Answer(
                "Orders taken",
                batch.orders().size(),
                cleared.count(),
                cleared.outcome().name().toLowerCase(Locale.ROOT)));
    }
}
