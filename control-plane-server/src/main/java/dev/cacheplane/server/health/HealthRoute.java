package dev.cacheplane.server.health;

import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@value #PATH}: 200 while the store answers, else 503. */
public final class HealthRoute {
    public static final String PATH = "/api/health";

    private static final Logger LOG = LoggerFactory.getLogger(HealthRoute.class);

    private final Runnable askStore;

    /** @param askStore throws if the store does not answer */
    public HealthRoute(Runnable askStore) {
        this.askStore = askStore;
    }

    public void install(RoutesConfig routes) {
        routes.get(PATH, this::answer).head(PATH, this::answer);
    }

    private void answer(Context ctx) {
        try {
            askStore.run();
        } catch (RuntimeException e) {
            LOG.warn("The store does not answer", e);
            throw new ProblemException(503, "The store does not answer");
        }
        ctx.contentType(ContentType.APPLICATION_JSON).result("{\"status\":\"up\"}");
    }
}
