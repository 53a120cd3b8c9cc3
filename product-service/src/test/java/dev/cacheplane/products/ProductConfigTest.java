package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.sdk.SdkConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductConfigTest {
    @TempDir
    private Path directory;

    @Test
    void everythingHasADefault() {
        assertThat(from(Map.of()))
                .isEqualTo(new ProductConfig(
                        ListenAddress.loopback(3000),
                        directory,
                        SdkConfig.from(Environment.of(Map.of())),
                        Duration.ofMillis(800)));
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        Map<String, String> sdk = Map.of("REDIS_URL", "redis://redis.example:6380", "CACHE_ENABLED", "false");
        Map<String, String> variables = new HashMap<>(sdk);
        variables.putAll(Map.of("HOST", "0.0.0.0", "PORT", "3001", "QUERY_DELAY_MS", "5"));

        assertThat(from(variables))
                .isEqualTo(new ProductConfig(
                        new ListenAddress(InetAddress.getByAddress(new byte[4]), 3001),
                        directory,
                        SdkConfig.from(Environment.of(sdk)),
                        Duration.ofMillis(5)));
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
                                        "CACHE_ENABLED",
                                        "QUERY_DELAY_MS"))
                .hasMessageNotContaining("secret");
    }

    private ProductConfig from(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DATA_DIR", directory.toString());
        return ProductConfig.from(Environment.of(all));
    }
}
