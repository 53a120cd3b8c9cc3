package dev.cacheplane.server.access;

import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.util.Set;

/** Asks {@link Access} about every request, before anything else sees it. */
public final class AccessCheck {
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final Access access;
    private final Set<String> openPaths;
    private final Set<Reporting> reports;

    /**
     * A request by which an instance speaks of itself.
     *
     * @param path the whole path as it is sent, as a regular expression
     */
    public record Reporting(HandlerType method, String path) {
        boolean is(Context ctx) {
            return method.equals(ctx.method()) && ctx.path().matches(path);
        }
    }

    /** @param openPaths the paths that everybody may read */
    public AccessCheck(Access access, Set<String> openPaths, Set<Reporting> reports) {
        this.access = access;
        this.openPaths = Set.copyOf(openPaths);
        this.reports = Set.copyOf(reports);
    }

    public void install(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context ctx) {
        Access.Act act = act(ctx);
        if (act == Access.Act.READ && openPaths.contains(ctx.path())) {
            return;
        }
        RequestOrigin origin =
                new RequestOrigin(ctx.header(Header.ORIGIN), ctx.header(FETCH_SITE), ctx.header(Header.HOST));
        try {
            access.check(new Access.Facts(
                    act, ctx.req().getServerName(), ctx.header(Header.AUTHORIZATION), origin.isForeign()));
        } catch (ProblemException e) {
            if (e.problem().status() == 401) {
                ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"control plane\"");
            }
            throw e;
        }
    }

    private Access.Act act(Context ctx) {
        if (READING.contains(ctx.method())) {
            return Access.Act.READ;
        }
        return reports.stream().anyMatch(report -> report.is(ctx)) ? Access.Act.REPORT : Access.Act.CHANGE;
    }
}
