package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.MemoryStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A service behind the filter, on a real container: the test is its handler, and turns its clock. */
final class Served implements AutoCloseable {
    static final PolicySettings ON =
            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofSeconds(60));
    static final String BYPASS_TOKEN = "let-me-see-it-now";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What is behind the filter. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    final AtomicInteger runs = new AtomicInteger();
    final FixedPolicies policies = new FixedPolicies(PolicySet.empty(new ServiceName("shop"), Revision.NONE));
    final Cache cache;
    private final CacheStore store;
    private final AtomicLong elapsed;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();
    private int revision;

    /** In memory, with a clock that the test turns. */
    static Served inMemory(Handler handler) {
        AtomicLong elapsed = new AtomicLong(1);
        return new Served(new MemoryStore(elapsed::get), elapsed, elapsed::get, List.of(), handler);
    }

    /** In memory, with another filter in front of the cache. */
    static Served behind(Filter front, Handler handler) {
        AtomicLong elapsed = new AtomicLong(1);
        return new Served(new MemoryStore(elapsed::get), elapsed, elapsed::get, List.of(front), handler);
    }

    /** On a store that others share, in real time. */
    static Served on(CacheStore store, Handler handler) {
        return new Served(store, new AtomicLong(), System::nanoTime, List.of(), handler);
    }

    private Served(CacheStore store, AtomicLong elapsed, LongSupplier nanoClock, List<Filter> front, Handler handler) {
        this.store = store;
        this.elapsed = elapsed;
        cache = new Cache(
                new ServiceName("shop"),
                policies,
                store,
                new JsonCodec(),
                CacheSettings.ofDefaults(),
                List.of(),
                nanoClock);
        ServletContextHandler context = new ServletContextHandler();
        front.forEach(other -> context.addFilter(new FilterHolder(other), "/*", EnumSet.of(DispatcherType.REQUEST)));
        HttpCacheSettings settings =
                new HttpCacheSettings("shop", true, BYPASS_TOKEN, false, Duration.ofSeconds(10), new TurnedClock());
        FilterHolder filter = new FilterHolder(new PolicyFilter(cache, policies, settings));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        ServletHolder servlet = new ServletHolder(new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException, ServletException {
                if (request.getDispatcherType() == DispatcherType.REQUEST) {
                    runs.incrementAndGet();
                }
                handler.handle(request, response);
            }
        });
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.addConnector(connector);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class TurnedClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return START.plusNanos(elapsed.get());
        }
    }

    /** Time goes by. */
    void pass(Duration time) {
        elapsed.addAndGet(time.toNanos());
    }

    Served set(String endpoint, PolicySettings policy) {
        int space = endpoint.indexOf(' ');
        EndpointId id = space < 0
                ? EndpointId.of(endpoint)
                : new EndpointId(EndpointPattern.parse(endpoint.substring(space + 1)), endpoint.substring(0, space));
        policies.change(policies.current().withEndpoint(id, policy, new Revision("e", ++revision)));
        return this;
    }

    int port() {
        return connector.getLocalPort();
    }

    HttpResponse<String> get(String target, String... headers) {
        return send("GET", target, headers);
    }

    HttpResponse<String> send(String method, String target, String... headers) {
        return sendAsync(method, target, headers).join();
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return client.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        cache.close();
        store.close();
    }
}
