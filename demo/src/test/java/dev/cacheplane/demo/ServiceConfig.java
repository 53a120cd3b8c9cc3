package dev.cacheplane.demo;

import dev.cacheplane.analytics.AnalyticsConfig;
import dev.cacheplane.products.ProductConfig;
import dev.cacheplane.server.ServerConfig;
import dev.cacheplane.service.Environment;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How the services read their environment. */
enum ServiceConfig {
    CONTROL_PLANE,
    PRODUCT_SERVICE,
    ANALYTICS_SERVICE;

    /** What the service makes of these variables: a record that compares by what it holds. */
    Object read(Map<String, String> variables) {
        return read(Environment.of(variables));
    }

    /** Every variable that it asks for when these are set. */
    Set<String> names(Map<String, String> variables) {
        Environment environment = Environment.of(variables);
        var unused = read(environment);
        return environment.names();
    }

    /** Every variable that it asks for; a Redis is given by its URL or else by its parts. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(names(Map.of()));
        names.addAll(names(Map.of("REDIS_URL", "redis://localhost")));
        return names;
    }

    private Object read(Environment environment) {
        return switch (this) {
            case CONTROL_PLANE -> ServerConfig.from(environment);
            case PRODUCT_SERVICE -> ProductConfig.from(environment);
            case ANALYTICS_SERVICE -> AnalyticsConfig.from(environment);
        };
    }
}
