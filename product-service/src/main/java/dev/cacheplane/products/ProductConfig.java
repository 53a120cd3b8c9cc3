package dev.cacheplane.products;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.ControlPlaneBuilder;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service is told by its environment.
 *
 * @param address {@code HOST} (127.0.0.1) and {@code PORT} (3000)
 * @param dataDirectory {@code DATA_DIR} (./data/product-service): the products, and a copy of the policies
 * @param redis {@code REDIS_URL} (redis://localhost:6379); where that is not set, {@code REDIS_HOST} (localhost), {@code
 *     REDIS_PORT} (6379) and {@code REDIS_PASSWORD} (none)
 * @param controlPlane {@code CONTROL_PLANE_URL} (http://localhost:8000)
 * @param controlPlaneToken {@code CONTROL_PLANE_TOKEN}; null for none
 * @param queryDelay {@code QUERY_DELAY_MS} (800): how slow the database is
 * @param caching {@code CACHE_ENABLED} (true); false leaves caching off whatever the control plane says
 */
public record ProductConfig(
        ListenAddress address,
        Path dataDirectory,
        RedisAddress redis,
        URI controlPlane,
        @Nullable Secret controlPlaneToken,
        Duration queryDelay,
        boolean caching) {

    static final String SERVICE = "product-service";

    private static final URI LOCAL = URI.create("http://localhost:8000");

    /**
     * Reads it all.
     *
     * @throws ConfigException with every problem
     */
    public static ProductConfig from(Environment environment) {
        ProductConfig config = new ProductConfig(
                ListenAddress.from(environment, 3000),
                environment.directory("DATA_DIR", Path.of("data", SERVICE)),
                redis(environment),
                environment.uri("CONTROL_PLANE_URL", LOCAL),
                environment.secret("CONTROL_PLANE_TOKEN").orElse(null),
                environment.millis("QUERY_DELAY_MS", Duration.ofMillis(800)),
                environment.flag("CACHE_ENABLED", true));
        check(environment, "CONTROL_PLANE_URL", () -> ControlPlane.builder(SERVICE, config.controlPlane()));
        check(
                environment,
                "CONTROL_PLANE_TOKEN",
                () -> ControlPlane.builder(SERVICE, LOCAL).token(config.token()));
        environment.verify();
        return config;
    }

    /** What to show the control plane; null for nothing. */
    @Nullable
    String token() {
        return controlPlaneToken == null ? null : controlPlaneToken.value();
    }

    private static RedisAddress redis(Environment environment) {
        RedisAddress local = RedisAddress.of("localhost", RedisAddress.DEFAULT_PORT, null);
        if (environment.text("REDIS_URL").isPresent()) {
            return environment.parsed("REDIS_URL", local, RedisAddress::parse);
        }
        int port = environment.port("REDIS_PORT", local.port());
        if (port == 0) {
            environment.problem("REDIS_PORT", "must be a port that a Redis listens on, not 0");
            port = local.port();
        }
        String password =
                environment.secret("REDIS_PASSWORD").map(Secret::value).orElse(null);
        RedisAddress onThisMachine = RedisAddress.of(local.host(), port, password);
        return environment.parsed(
                "REDIS_HOST", onThisMachine, host -> RedisAddress.of(host, onThisMachine.port(), password));
    }

    /** What the SDK would refuse when the service starts, told together with all other problems. */
    private static void check(Environment environment, String variable, Supplier<ControlPlaneBuilder> use) {
        try {
            var unused = use.get();
        } catch (IllegalArgumentException e) {
            environment.problem(variable, String.valueOf(e.getMessage()));
        }
    }
}
