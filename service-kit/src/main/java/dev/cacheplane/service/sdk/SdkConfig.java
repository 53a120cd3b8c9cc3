package dev.cacheplane.service.sdk;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.ControlPlaneBuilder;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.Secret;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.jspecify.annotations.Nullable;

/**
 * What a service that carries the SDK is told by its environment.
 *
 * @param redis {@code REDIS_URL} (redis://localhost:6379); where that is not set, {@code REDIS_HOST} (localhost), {@code
 *     REDIS_PORT} (6379) and {@code REDIS_PASSWORD} (none)
 * @param controlPlane {@code CONTROL_PLANE_URL} (http://localhost:8000)
 * @param controlPlaneToken {@code CONTROL_PLANE_TOKEN}; null for none
 * @param caching {@code CACHE_ENABLED} (true); false leaves caching off whatever the control plane says
 * @param bypass {@code CACHE_BYPASS_TOKEN}; null for none
 */
public record SdkConfig(
        RedisAddress redis,
        URI controlPlane,
        @Nullable Secret controlPlaneToken,
        boolean caching,
        @Nullable Secret bypass) {

    private static final URI LOCAL = URI.create("http://localhost:8000");
    private static final String LOCALHOST = "localhost";
    private static final String ANY_SERVICE = "service";

    /** Reads it all, and notes as problems what the SDK would refuse when the service starts. */
    public static SdkConfig from(Environment environment) {
        SdkConfig config = new SdkConfig(
                redis(environment),
                environment.uri("CONTROL_PLANE_URL", LOCAL),
                environment.secret("CONTROL_PLANE_TOKEN").orElse(null),
                environment.flag("CACHE_ENABLED", true),
                environment.secret("CACHE_BYPASS_TOKEN").orElse(null));
        check(environment, "CONTROL_PLANE_URL", () -> ControlPlane.builder(ANY_SERVICE, config.controlPlane()));
        check(
                environment,
                "CONTROL_PLANE_TOKEN",
                () -> ControlPlane.builder(ANY_SERVICE, LOCAL).token(value(config.controlPlaneToken())));
        check(
                environment,
                "CACHE_BYPASS_TOKEN",
                () -> ControlPlane.builder(ANY_SERVICE, LOCAL).bypassToken(value(config.bypass())));
        return config;
    }

    /** Begins to describe the connection that all this says. */
    public ControlPlaneBuilder builder(String service) {
        return ControlPlane.builder(service, controlPlane)
                .token(value(controlPlaneToken))
                .bypassToken(value(bypass))
                .redis(redis)
                .caching(caching);
    }

    /** Puts the control plane's filter in front of every request. */
    public static void addFilter(JavalinConfig javalin, ControlPlane controlPlane) {
        javalin.jetty.modifyServletContextHandler(context -> {
            FilterHolder holder = new FilterHolder(controlPlane.filter());
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        });
    }

    private static @Nullable String value(@Nullable Secret secret) {
        return secret == null ? null : secret.value();
    }

    private static RedisAddress redis(Environment environment) {
        if (environment.text("REDIS_URL").isPresent()) {
            RedisAddress local = RedisAddress.of(LOCALHOST, RedisAddress.DEFAULT_PORT, null);
            return environment.parsed("REDIS_URL", local, RedisAddress::parse);
        }
        int given = environment.port("REDIS_PORT", RedisAddress.DEFAULT_PORT);
        if (given == 0) {
            environment.problem("REDIS_PORT", "must be a port that a Redis listens on, not 0");
        }
        int port = given == 0 ? RedisAddress.DEFAULT_PORT : given;
        String password =
                environment.secret("REDIS_PASSWORD").map(Secret::value).orElse(null);
        return environment.parsed(
                "REDIS_HOST",
                RedisAddress.of(LOCALHOST, port, password),
                host -> RedisAddress.of(host, port, password));
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
