package dev.cacheplane.server;

import dev.cacheplane.server.access.Access;
import dev.cacheplane.server.access.AccessCheck;
import dev.cacheplane.server.console.ConsoleRoutes;
import dev.cacheplane.server.database.Database;
import dev.cacheplane.server.fleet.Fleet;
import dev.cacheplane.server.fleet.FleetRoutes;
import dev.cacheplane.server.health.HealthRoute;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.PolicyRoutes;
import dev.cacheplane.server.policies.PolicyStore;
import dev.cacheplane.server.policies.RevisionMark;
import dev.cacheplane.server.stream.StreamRoute;
import dev.cacheplane.server.stream.Streams;
import dev.cacheplane.service.Running;
import dev.cacheplane.service.WebServer;
import io.javalin.config.JavalinConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control plane: its database, its features, and the web server in front of them. */
final class ControlPlaneServer implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneServer.class);

    private final WebServer web;
    private final Deque<Runnable> lastFirst;

    private ControlPlaneServer(WebServer web, Deque<Runnable> lastFirst) {
        this.web = web;
        this.lastFirst = lastFirst;
    }

    static ControlPlaneServer start(ServerConfig config) {
        Deque<Runnable> lastFirst = new ArrayDeque<>();
        try {
            Database database = Database.open(config.dataDirectory());
            lastFirst.push(database::close);
            Policies policies = new Policies(new PolicyStore(database.jdbi()));
            RevisionMark mark = RevisionMark.in(config.dataDirectory());
            lastFirst.push(mark::close);
            follow(policies, mark);
            ScheduledExecutorService scheduler = scheduler();
            lastFirst.push(scheduler::shutdownNow);
            Streams streams = new Streams(policies, config.streams(), scheduler);
            Fleet fleet = new Fleet(policies, System::nanoTime);
            Access access = config.access().access();
            WebServer web =
                    WebServer.start(config.address(), javalin -> configure(javalin, access, policies, streams, fleet));
            lastFirst.push(web::close);
            // Whoever waits here for news would make the web server wait for them.
            lastFirst.push(fleet::close);
            lastFirst.push(streams::close);
            fleet.start(scheduler);
            streams.start();
            LOG.info(
                    "Listening on {}:{}, data in {}; {}",
                    config.address().host().getHostAddress(),
                    web.port(),
                    config.dataDirectory().toAbsolutePath().normalize(),
                    access.summary());
            return new ControlPlaneServer(web, lastFirst);
        } catch (RuntimeException e) {
            lastFirst.forEach(Runnable::run);
            throw e;
        }
    }

    private static void follow(Policies policies, RevisionMark mark) {
        mark.read().ifPresent(policies::wasAt);
        policies.afterEachCommit(() -> mark.note(policies.revision()));
        mark.note(policies.revision());
    }

    private static ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "control-plane-news");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void configure(
            JavalinConfig javalin, Access access, Policies policies, Streams streams, Fleet fleet) {
        // A service's own URL is another one than that of its endpoint "/".
        javalin.router.ignoreTrailingSlashes = false;
        new AccessCheck(access, openPaths(), FleetRoutes.REPORTS).install(javalin.routes);
        new ConsoleRoutes().install(javalin.routes);
        new HealthRoute(policies::storedRevision).install(javalin.routes);
        PolicyRoutes.install(javalin.routes, policies, fleet);
        new StreamRoute(policies, streams).install(javalin.routes);
        new FleetRoutes(fleet).install(javalin.routes);
    }

    private static Set<String> openPaths() {
        Set<String> paths = new HashSet<>(ConsoleRoutes.PATHS);
        paths.add(HealthRoute.PATH);
        return paths;
    }

    @Override
    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        lastFirst.forEach(Runnable::run);
    }
}
