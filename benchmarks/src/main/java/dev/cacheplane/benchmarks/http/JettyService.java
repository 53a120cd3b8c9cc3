package dev.cacheplane.benchmarks.http;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One rival on Jetty, in a process of its own. All have the same Jetty, and differ in servlet and filter alone. */
public final class JettyService {
    private static final String SERVICE = "benchmark";

    /** Longer than services wait for Redis, so that a busy machine does not end the measuring. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private JettyService() {}

    /**
     * What to start.
     *
     * @param redis its port
     * @param items the directory with the payloads
     * @param ttl of what ours stores
     * @param nearBytes how much ours keeps in its own memory; 0 for nothing
     */
    record Setup(Rival rival, int redis, Path items, Duration ttl, long nearBytes) {
        static Setup of(String... words) {
            return new Setup(
                    Rival.valueOf(words[0]),
                    Integer.parseInt(words[1]),
                    Path.of(words[2]),
                    Duration.parse(words[3]),
                    Long.parseLong(words[4]));
        }

        String[] words() {
            return new String[] {
                rival.name(), Integer.toString(redis), items.toString(), ttl.toString(), Long.toString(nearBytes)
            };
        }
    }

    /** Serves until it is killed, after it has told its port. */
    public static void main(String[] words) throws Exception {
        System.out.println("listening on " + port(start(Setup.of(words))));
    }

    static Server start(Setup setup) throws Exception {
        Server server = new Server();
        server.addConnector(new ServerConnector(server));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet(setup)), "/items/*");
        if (setup.rival() == Rival.NEAR || setup.rival() == Rival.REDIS) {
            ControlPlane controlPlane = controlPlane(setup);
            FilterHolder filter = new FilterHolder(controlPlane.filter());
            filter.setAsyncSupported(true);
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        }
        server.setHandler(context);
        server.start();
        return server;
    }

    static int port(Server server) {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private static HttpServlet servlet(Setup setup) {
        return setup.rival() == Rival.LETTUCE
                ? new LettuceServlet(setup.redis(), setup.items())
                : new ConstantServlet(setup.items());
    }

    private static ControlPlane controlPlane(Setup setup) {
        PolicySettings cached = PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.NEAR_CACHE, setup.rival() == Rival.NEAR)
                .with(PolicyField.TTL, setup.ttl());
        PolicySet policies = PolicySet.empty(new ServiceName(SERVICE), Revision.NONE)
                .withServiceDefaults(cached, new Revision(SERVICE, 1));
        return ControlPlane.builder(SERVICE, URI.create("http://localhost"))
                .policies(new FixedPolicies(policies))
                .redis(RedisAddress.of("localhost", setup.redis(), null))
                .cacheSettings(
                        CacheSettings.ofDefaults().withRedisBudget(PATIENCE).withNearBytes(setup.nearBytes()))
                .build();
    }
}
