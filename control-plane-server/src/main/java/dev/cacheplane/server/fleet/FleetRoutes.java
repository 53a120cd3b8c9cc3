package dev.cacheplane.server.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.server.access.AccessCheck.Reporting;
import dev.cacheplane.server.policies.ServiceUrl;
import dev.cacheplane.server.policies.SnapshotId;
import dev.cacheplane.service.ProblemAnswers;
import dev.cacheplane.service.problem.Problem;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/fleet/{service}}: what its instances say, and what that comes to. */
public final class FleetRoutes {
    /** What instances may send although they may change nothing else. */
    public static final Set<Reporting> REPORTS = Set.of(
            new Reporting(HandlerType.POST, "/api/fleet/[^/]+"),
            new Reporting(HandlerType.DELETE, "/api/fleet/[^/]+/[^/]+"));

    private static final String SERVICE = "/api/fleet/{service}";
    private static final String INSTANCE = "/api/fleet/{service}/{instance}";
    private static final int MOST_BYTES = 64 << 10;

    private final Fleet fleet;

    public FleetRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    public void install(RoutesConfig routes) {
        routes.get(SERVICE, this::read)
                .head(SERVICE, this::read)
                .post(SERVICE, this::report)
                .delete(INSTANCE, this::forget)
                .exception(
                        FleetFullException.class,
                        (e, ctx) -> ProblemAnswers.answer(ctx, Problem.of(503, String.valueOf(e.getMessage()))));
    }

    private void report(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        byte[] body = ctx.bodyAsBytes();
        if (body.length > MOST_BYTES) {
            throw new ProblemException(413, "A report has at most " + MOST_BYTES + " bytes");
        }
        fleet.report(ServiceUrl.service(ctx), ReportReader.read(body));
        ctx.status(204);
    }

    private void forget(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        fleet.forget(ServiceUrl.service(ctx), ReportReader.instance(ctx.pathParam("instance")));
        ctx.status(204);
    }

    private void read(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        ctx.contentType(ContentType.APPLICATION_JSON)
                .header(Header.CACHE_CONTROL, "no-store")
                .result(json(fleet.view(ServiceUrl.service(ctx))));
    }

    private static byte[] json(FleetView view) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("service", view.service().value());
        json.set("revision", json(view.current()));
        json.putObject("summary")
                .put("live", view.live())
                .put("applied", view.count(State.APPLIED))
                .put("lagging", view.count(State.LAGGING))
                .put("gone", view.count(State.GONE));
        ArrayNode instances = json.putArray("instances");
        view.instances().forEach(seen -> instances.add(json(seen)));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(FleetView.Seen seen) {
        Instance instance = seen.instance();
        Report report = instance.report();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("instance", report.instance().toString())
                .put("host", report.host())
                .put("version", report.version())
                .put("state", lowerCase(seen.state()));
        json.set("applied", json(report.applied()));
        json.put("source", lowerCase(report.source()));
        ArrayNode rejected = json.putArray("rejected");
        report.rejected()
                .forEach(rejection ->
                        rejected.addObject().put("pointer", rejection.pointer()).put("detail", rejection.detail()));
        return json.put("ageMillis", report.ageMillis())
                .put("reportedMillisAgo", seen.silence().toMillis())
                .put(
                        "appliedAfterMillis",
                        instance.appliedAfter() == null
                                ? null
                                : instance.appliedAfter().toMillis());
    }

    private static @Nullable ObjectNode json(@Nullable SnapshotId id) {
        return id == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("epoch", id.revision().epoch())
                        .put("number", id.revision().number())
                        .put("hash", id.hash());
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
