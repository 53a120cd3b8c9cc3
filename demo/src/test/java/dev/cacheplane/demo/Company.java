package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Redis, a control plane, and as many instances of the services as a test starts, each a process of its own. */
final class Company implements AutoCloseable {

    static final String ENTRY = "cache:product-service:/products";

    private final Path directory;
    private final Duration queryDelay;
    private final RedisServer redis = RedisServer.start();
    private final int controlPlanePort = FreePort.find();
    private final List<Running> services = new ArrayList<>();
    private Running controlPlane;

    /** One service: where it is, and its process. */
    record Running(JavaService service, Part part) implements AutoCloseable {

        URI url(String path) {
            return service.url().resolve(path);
        }

        @Override
        public void close() {
            part.process().kill();
        }
    }

    Company(Path directory, Duration queryDelay) {
        this.directory = directory;
        this.queryDelay = queryDelay;
        controlPlane = startControlPlane();
    }

    RedisServer redis() {
        return redis;
    }

    Running controlPlane() {
        return controlPlane;
    }

    /** Starts the control plane anew, on its port and its data. */
    void restartControlPlane() {
        controlPlane.close();
        controlPlane = startControlPlane();
    }

    /**
     * Starts an instance of product-service and returns when it is healthy and has met Redis and the control plane. All of
     * them have one database.
     */
    Running startProductService() {
        var instance = start(
                "product-service",
                "product-service",
                FreePort.find(),
                "/health",
                Map.of(
                        "REDIS_URL", redis.uri().toString(),
                        "CONTROL_PLANE_URL", "http://localhost:" + controlPlanePort,
                        "QUERY_DELAY_MS", Long.toString(queryDelay.toMillis())));
        awaitConnected(instance);
        return instance;
    }

    private static void awaitConnected(Running instance) {
        await("connected").atMost(Duration.ofSeconds(30)).until(() -> {
            String log = Files.readString(instance.part().log());
            return log.contains("Connected to Redis") && log.contains("revision");
        });
    }

    /**
     * Starts an instance of analytics-service, with few rows and without warming, under the policy that {@code ./start} puts. All of them have one warehouse.
     */
    Running startAnalyticsService() {
        assertThat(FirstPolicy.putInto(controlPlane.url("/"), null)).isNotEqualTo(FirstPolicy.Outcome.REFUSED);
        var instance = start(
                "analytics-service",
                "analytics-service",
                FreePort.find(),
                "/health",
                Map.of(
                        "REDIS_URL",
                        redis.uri().toString(),
                        "CONTROL_PLANE_URL",
                        "http://localhost:" + controlPlanePort,
                        "ANALYTICS_ROWS",
                        "20000",
                        "WARM_SCHEDULE",
                        "off"));
        awaitConnected(instance);
        return instance;
    }

    /** Switches caching of {@code /products} on or off. */
    void setShouldCache(boolean shouldCache) {
        var answer = Http.send(
                "PATCH",
                controlPlane.url("/api/config/product-service/products"),
                "{\"shouldCache\":" + shouldCache + "}");
        assertThat(answer.status()).isIn(200, 201);
    }

    /** Returns when this instance answers from the cache. */
    static void awaitCached(Running instance, Duration atMost) {
        await("answers from the cache")
                .atMost(atMost)
                .until(() -> Http.get(instance.url("/products")).cached());
    }

    /** What {@code redis-cli} would be answered. */
    Reply redisCli(String... command) {
        try (var connection = RedisConnection.open(redis.url(), Duration.ofSeconds(10))) {
            return connection.ask(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        services.forEach(Running::close);
        redis.close();
    }

    private Running startControlPlane() {
        return start("control-plane", "control-plane-server", controlPlanePort, "/api/health", Map.of());
    }

    private Running start(String name, String module, int port, String healthPath, Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("PORT", Integer.toString(port));
        environment.put("DATA_DIR", directory.resolve(name).toString());
        var service = new JavaService(name, Project.jar(module), port, healthPath, environment);
        var running = new Running(service, service.start(directory.resolve(name + "-" + services.size() + ".log")));
        services.add(running);
        service.awaitHealth(running.part(), percent -> {});
        return running;
    }
}
