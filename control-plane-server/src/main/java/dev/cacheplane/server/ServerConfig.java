package dev.cacheplane.server;

import dev.cacheplane.server.access.AccessConfig;
import dev.cacheplane.server.stream.StreamSettings;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import java.nio.file.Path;

/**
 * What the environment says: {@code HOST} (127.0.0.1), {@code PORT} (8000), {@code DATA_DIR} (./data/control-plane), and the variables of
 * {@link AccessConfig} and {@link StreamSettings}.
 */
public record ServerConfig(ListenAddress address, AccessConfig access, Path dataDirectory, StreamSettings streams) {
    private static final int DEFAULT_PORT = 8000;
    static final Path DEFAULT_DATA_DIRECTORY = Path.of("data", "control-plane");

    /**
     * Reads it all.
     *
     * @throws ConfigException naming every problem
     */
    public static ServerConfig from(Environment environment) {
        ListenAddress address = ListenAddress.from(environment, DEFAULT_PORT);
        ServerConfig config = new ServerConfig(
                address,
                AccessConfig.from(environment, address),
                environment.directory("DATA_DIR", DEFAULT_DATA_DIRECTORY),
                StreamSettings.from(environment));
        environment.verify();
        return config;
    }
}
