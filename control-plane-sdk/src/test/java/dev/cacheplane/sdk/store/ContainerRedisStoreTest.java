package dev.cacheplane.sdk.store;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on each version that is expected to work. */
@EnabledIf(
        value = "aDockerEngineAnswers",
        disabledReason = "No Docker engine answers: the contract runs on the embedded Redis only")
@ParameterizedClass
@ValueSource(strings = {"redis:6.2-alpine", "redis:7.4-alpine", "redis:8-alpine", "valkey/valkey:8-alpine"})
class ContainerRedisStoreTest extends CacheStoreContract {
    private static final int PORT = 6379;

    private static @Nullable GenericContainer<?> server;
    private static @Nullable RedisStore store;

    static boolean aDockerEngineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeParameterizedClassInvocation
    static void start(String image) {
        var container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
        container.start();
        server = container;
        RedisStore connected =
                RedisStore.connect(RedisAddress.of(container.getHost(), container.getMappedPort(PORT), null));
        store = connected;
        await().until(connected::isOpen);
    }

    @AfterParameterizedClassInvocation
    static void end() {
        requireNonNull(store).close();
        requireNonNull(server).stop();
    }

    @Override
    CacheStore store() {
        return requireNonNull(store);
    }
}
