package dev.cacheplane.demo;

import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher itself reads from the environment; the services read the rest.
 *
 * @param dataDirectory {@code DATA_DIR}: where all data and logs go, {@code ./data} by default
 * @param ownRedis {@code REDIS_URL}: a Redis to use instead of the embedded one, or null
 * @param sdkToken {@code CONTROL_PLANE_TOKEN}, else {@code SDK_TOKEN}: what services show to the control plane, or null
 * @param adminToken {@code ADMIN_TOKEN}: what changes of policies need, or null
 */
record DemoConfig(
        Path dataDirectory,
        @Nullable RedisUrl ownRedis,
        @Nullable Secret sdkToken,
        @Nullable Secret adminToken) {

    /** Reads it all, and throws a {@link ConfigException} with all that is wrong. */
    static DemoConfig from(Environment environment) {
        Path dataDirectory = environment.directory("DATA_DIR", Path.of("data")).toAbsolutePath();
        Optional<RedisUrl> ownRedis =
                environment.parsed("REDIS_URL", Optional.empty(), text -> Optional.of(RedisUrl.parse(text)));
        Optional<Secret> sdkToken = environment.secret("CONTROL_PLANE_TOKEN").or(() -> environment.secret("SDK_TOKEN"));
        Optional<Secret> adminToken = environment.secret("ADMIN_TOKEN");
        environment.verify();
        return new DemoConfig(
                dataDirectory.normalize(), ownRedis.orElse(null), sdkToken.orElse(null), adminToken.orElse(null));
    }
}
