package dev.cacheplane.server.policies;

import io.javalin.config.RoutesConfig;

/** Everything below {@code /api/config} and {@code /api/defaults}. */
public final class PolicyRoutes {
    private PolicyRoutes() {}

    /**
     * Adds the routes and the answers to what they throw.
     *
     * @param followers tell when a change holds everywhere, for those who prefer to wait for it
     */
    public static void install(RoutesConfig routes, Policies policies, Followers followers) {
        ChangeAnswers answers = new ChangeAnswers(policies, followers);
        Answers.install(routes);
        new SetRoutes(policies, answers).install(routes);
        new EndpointRoutes(policies, answers).install(routes);
        new DefaultsRoutes(policies, answers).install(routes);
    }
}
