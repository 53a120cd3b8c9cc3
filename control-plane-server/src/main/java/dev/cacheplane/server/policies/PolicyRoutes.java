package dev.cacheplane.server.policies;

import io.javalin.config.RoutesConfig;

/** Everything below {@code /api/config} and {@code /api/defaults}. */
public final class PolicyRoutes {
    private PolicyRoutes() {}

    /** Adds the routes and the answers to what they throw. */
    public static void install(RoutesConfig routes, Policies policies) {
        Answers.install(routes);
        new SetRoutes(policies).install(routes);
        new EndpointRoutes(policies).install(routes);
        new DefaultsRoutes(policies).install(routes);
    }
}
