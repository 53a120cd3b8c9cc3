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

    private final Access access;
    private final Set<String> openPaths;

    /** @param openPaths the paths that everybody may read */
    public AccessCheck(Access access, Set<String> openPaths) {
        this.access = access;
        this.openPaths = Set.copyOf(openPaths);
    }

    public void install(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context ctx) {
        boolean reads = READING.contains(ctx.method());
        if (reads && openPaths.contains(ctx.path())) {
            return;
        }
        try {
            access.check(new Access.Facts(!reads, ctx.req().getServerName(), ctx.header(Header.AUTHORIZATION)));
        } catch (ProblemException e) {
            if (e.problem().status() == 401) {
                ctx.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"control plane\"");
            }
            throw e;
        }
    }
}
