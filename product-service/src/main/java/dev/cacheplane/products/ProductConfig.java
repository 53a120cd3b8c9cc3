package dev.cacheplane.products;

import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.sdk.SdkConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the service is told by its environment.
 *
 * @param address {@code HOST} (127.0.0.1) and {@code PORT} (3000)
 * @param dataDirectory {@code DATA_DIR} (./data/product-service): the products, and a copy of the policies
 * @param sdk where Redis and the control plane are
 * @param queryDelay {@code QUERY_DELAY_MS} (800): how slow the database is
 */
public record ProductConfig(ListenAddress address, Path dataDirectory, SdkConfig sdk, Duration queryDelay) {

    static final String SERVICE = "product-service";

    /**
     * Reads it all.
     *
     * @throws ConfigException with every problem
     */
    public static ProductConfig from(Environment environment) {
        ProductConfig config = new ProductConfig(
                ListenAddress.from(environment, 3000),
                environment.directory("DATA_DIR", Path.of("data", SERVICE)),
                SdkConfig.from(environment),
                environment.millis("QUERY_DELAY_MS", Duration.ofMillis(800)));
        environment.verify();
        return config;
    }
}
