package dev.cacheplane.server;

import dev.cacheplane.server.access.Access;
import dev.cacheplane.server.access.AccessCheck;
import dev.cacheplane.server.database.Database;
import dev.cacheplane.server.health.HealthRoute;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.PolicyRoutes;
import dev.cacheplane.server.policies.PolicyStore;
import dev.cacheplane.service.Running;
import dev.cacheplane.service.WebServer;
import io.javalin.config.JavalinConfig;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control plane: its database, its features, and the web server in front of them. */
final class ControlPlaneServer implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneServer.class);

    private final Database database;
    private final WebServer web;

    private ControlPlaneServer(Database database, WebServer web) {
        this.database = database;
        this.web = web;
    }

    static ControlPlaneServer start(ServerConfig config) {
        Database database = Database.open(config.dataDirectory());
        try {
            Policies policies = new Policies(new PolicyStore(database.jdbi()));
            Access access = config.access().access();
            WebServer web = WebServer.start(config.address(), javalin -> configure(javalin, access, policies));
            LOG.info(
                    "Listening on {}:{}, data in {}; {}",
                    config.address().host().getHostAddress(),
                    web.port(),
                    config.dataDirectory().toAbsolutePath().normalize(),
                    access.summary());
            return new ControlPlaneServer(database, web);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void configure(JavalinConfig javalin, Access access, Policies policies) {
        // A service's own URL is another one than that of its endpoint "/".
        javalin.router.ignoreTrailingSlashes = false;
        new AccessCheck(access, Set.of(HealthRoute.PATH)).install(javalin.routes);
        new HealthRoute(policies::storedRevision).install(javalin.routes);
        PolicyRoutes.install(javalin.routes, policies);
    }

    @Override
    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        web.close();
        database.close();
    }
}
