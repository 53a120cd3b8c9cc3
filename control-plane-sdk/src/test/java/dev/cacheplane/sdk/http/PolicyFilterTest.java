package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filter as plain servlets meet it, on every kind of dispatch; there is no Redis here. */
class PolicyFilterTest {
    private final ControlPlane controlPlane = ControlPlane.builder("shop", URI.create("http://localhost:1"))
            .redis(RedisAddress.of("127.0.0.1", 1, null))
            .policies(new FixedPolicies(PolicySet.empty(new ServiceName("shop"), Revision.NONE)
                    .withEndpoint(
                            EndpointId.of("/products"),
                            PolicySettings.EMPTY
                                    .with(PolicyField.SHOULD_CACHE, true)
                                    .with(PolicyField.TTL, Duration.ofMinutes(1)),
                            new Revision("e", 1))))
            .build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        FilterHolder holder = new FilterHolder(controlPlane.filter());
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
        add(context, "/products", (request, response) -> describe(request, response));
        add(context, "/other", (request, response) -> describe(request, response));
        add(
                context,
                "/forward",
                (request, response) -> request.getRequestDispatcher("/products").forward(request, response));
        add(context, "/fail", (request, response) -> response.sendError(500));
        add(context, "/async", (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch("/products");
            }
        });
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(500, "/products");
        context.setErrorHandler(errors);
        server.setHandler(context);
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        controlPlane.close();
    }

    @Test
    void otherFrameworksFindThePolicyInPlainAttributes() throws Exception {
        assertThat(get("/products")).endsWith("/products true 60 REQUEST");
        assertThat(get("/other")).endsWith("/other false 300 REQUEST");
    }

    @Test
    void aForwardKeepsTheFirstExchange() throws Exception {
        assertThat(get("/forward")).endsWith("/forward false 300 FORWARD");
    }

    @Test
    void anErrorPageKeepsTheFirstExchange() throws Exception {
        assertThat(get("/fail")).startsWith("HTTP/1.1 500").endsWith("/fail false 300 ERROR");
    }

    @Test
    void anAsynchronousDispatchKeepsTheFirstExchange() throws Exception {
        assertThat(get("/async")).endsWith("/async false 300 ASYNC");
    }

    private String get(String target) throws IOException {
        return RawHttp.get(connector.getLocalPort(), target);
    }

    private static void describe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Boolean shouldCache = (Boolean) request.getAttribute("controlPlane.shouldCache");
        Long ttl = (Long) request.getAttribute("controlPlane.ttlSeconds");
        response.getWriter()
                .write(CacheExchange.of(request).endpoint() + " " + shouldCache + " " + ttl + " "
                        + request.getDispatcherType());
    }

    private interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private static void add(ServletContextHandler context, String path, Handler handler) {
        ServletHolder holder = new ServletHolder(new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException, ServletException {
                handler.handle(request, response);
            }
        });
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }
}
