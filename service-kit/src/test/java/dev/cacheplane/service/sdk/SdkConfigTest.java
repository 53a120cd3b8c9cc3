package dev.cacheplane.service.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.Secret;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkConfigTest {
    @Test
    void everythingHasADefault() {
        assertThat(from(Map.of()))
                .isEqualTo(new SdkConfig(
                        RedisAddress.of("localhost", 6379, null),
                        URI.create("http://localhost:8000"),
                        null,
                        true,
                        null));
    }

    @Test
    void everythingCanBeSaid() {
        Map<String, String> variables = Map.of(
                "REDIS_URL", "rediss://ann:secret@redis.example:6380/2",
                "CONTROL_PLANE_URL", "https://ops.example/control",
                "CONTROL_PLANE_TOKEN", "t0ken",
                "CACHE_ENABLED", "false",
                "CACHE_BYPASS_TOKEN", "a-token-of-operators");

        assertThat(from(variables))
                .isEqualTo(new SdkConfig(
                        RedisAddress.parse("rediss://ann:secret@redis.example:6380/2"),
                        URI.create("https://ops.example/control"),
                        new Secret("t0ken"),
                        false,
                        new Secret("a-token-of-operators")));
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
        assertThatThrownBy(() -> from(Map.of(variable, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(variable + ": ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(from(Map.of("REDIS_URL", "redis://:secret@redis", "CONTROL_PLANE_TOKEN", "secret")))
                .asString()
                .doesNotContain("secret");
    }

    private static SdkConfig from(Map<String, String> variables) {
        Environment environment = Environment.of(variables);
        SdkConfig config = SdkConfig.from(environment);
        environment.verify();
        return config;
    }
}
