package dev.cacheplane.server.policies;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.http.Context;

/** What URLs below {@code …/{service}} have in common. */
public final class ServiceUrl {
    private ServiceUrl() {}

    /**
     * The service that the URL names.
     *
     * @throws ProblemException (400) if that is no name of a service
     */
    public static ServiceName service(Context ctx) {
        try {
            return new ServiceName(ctx.pathParam("service"));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        }
    }

    /**
     * For URLs that know no parameters: one that does not count would be one misspelt.
     *
     * @throws ProblemException (400) if there is one
     */
    public static void refuseParameters(Context ctx) {
        if (ctx.queryString() != null) {
            throw new ProblemException(400, "This URL has no parameters; not '?" + ctx.queryString() + "'");
        }
    }
}
