package dev.cacheplane.sdk.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on the image that the project's compose file runs. */
@EnabledIf(
        value = "aDockerEngineAnswers",
        disabledReason = "No Docker engine answers: the contract runs on the embedded Redis only")
class ContainerRedisStoreTest extends CacheStoreContract {
    private static final int PORT = 6379;

    private static @Nullable GenericContainer<?> server;
    private static @Nullable CacheStore store;

    static boolean aDockerEngineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {
        var container = new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine")).withExposedPorts(PORT);
        container.start();
        server = container;
        store = RedisStore.connect(RedisAddress.of(container.getHost(), container.getMappedPort(PORT), null));
    }

    @AfterAll
    static void end() {
        requireNonNull(store).close();
        requireNonNull(server).stop();
    }

    @Override
    CacheStore store() {
        return requireNonNull(store);
    }
}
