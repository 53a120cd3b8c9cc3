package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductConfigTest {
    @TempDir
    private Path directory;

    @Test
    void everythingHasADefault() {
        assertThat(from(Map.of()))
                .isEqualTo(new ProductConfig(
                        ListenAddress.loopback(3000),
                        directory,
                        RedisAddress.of("localhost", 6379, null),
                        URI.create("http://localhost:8000"),
                        null,
                        Duration.ofMillis(800),
                        true));
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        Map<String, String> variables = Map.of(
                "HOST", "0.0.0.0",
                "PORT", "3001",
                "REDIS_URL", "rediss://ann:secret@redis.example:6380/2",
                "CONTROL_PLANE_URL", "https://ops.example/control",
                "CONTROL_PLANE_TOKEN", "t0ken",
                "QUERY_DELAY_MS", "5",
                "CACHE_ENABLED", "false");

        assertThat(from(variables))
                .isEqualTo(new ProductConfig(
                        new ListenAddress(InetAddress.getByAddress(new byte[4]), 3001),
                        directory,
                        RedisAddress.parse("rediss://ann:secret@redis.example:6380/2"),
                        URI.create("https://ops.example/control"),
                        new Secret("t0ken"),
                        Duration.ofMillis(5),
                        false));
    }

    @Test
    void whereThereIsNoRedisUrlItsPartsCount() {
        assertThat(from(Map.of("REDIS_HOST", "redis", "REDIS_PORT", "6380", "REDIS_PASSWORD", "secret"))
                        .redis())
                .isEqualTo(RedisAddress.of("redis", 6380, "secret"));
        assertThat(from(Map.of("REDIS_PASSWORD", "secret")).redis())
                .isEqualTo(RedisAddress.of("localhost", 6379, "secret"));
        assertThat(from(Map.of("REDIS_PORT", "6380")).redis()).isEqualTo(RedisAddress.of("localhost", 6380, null));
    }

    @Test
    void aRedisUrlIsTakenRatherThanItsParts() {
        assertThat(from(Map.of("REDIS_URL", "redis://a:1", "REDIS_HOST", "b", "REDIS_PORT", "tcp://10.0.0.1:6379"))
                        .redis())
                .isEqualTo(RedisAddress.of("a", 1, null));
    }

    @Test
    void allProblemsAreNamedAtOnceAndNoSecretIsShown() {
        assertThatThrownBy(() -> from(Map.of(
                        "HOST", "no such host",
                        "PORT", "70000",
                        "REDIS_URL", "http://:secret@redis",
                        "CONTROL_PLANE_URL", "http//:secret@ops",
                        "QUERY_DELAY_MS", "-1",
                        "CACHE_ENABLED", "maybe")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .hasSize(6)
                                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                                .containsExactly(
                                        "HOST",
                                        "PORT",
                                        "REDIS_URL",
                                        "CONTROL_PLANE_URL",
                                        "QUERY_DELAY_MS",
                                        "CACHE_ENABLED"))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPartOfRedisThatCannotBeIsNamed() {
        assertThatThrownBy(() -> from(Map.of("REDIS_HOST", "a b", "REDIS_PORT", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REDIS_HOST: ")
                .hasMessageContaining("REDIS_PORT: ");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "CONTROL_PLANE_URL, http://me:secret@localhost:8000",
        "CONTROL_PLANE_URL, http://localhost:8000?token=secret",
        "CONTROL_PLANE_TOKEN, a secret with blanks",
    })
    void whatTheSdkWouldRefuseIsNamedToo(String variable, String value) {
        assertThatThrownBy(() -> from(Map.of(variable, value, "PORT", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(variable + ": ")
                .hasMessageContaining("PORT: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(from(Map.of("REDIS_URL", "redis://:secret@redis", "CONTROL_PLANE_TOKEN", "secret")))
                .asString()
                .doesNotContain("secret");
    }

    private ProductConfig from(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DATA_DIR", directory.toString());
        return ProductConfig.from(Environment.of(all));
    }
}
