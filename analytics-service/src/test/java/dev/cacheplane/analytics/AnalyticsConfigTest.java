package dev.cacheplane.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.analytics.warming.WarmSchedule;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import dev.cacheplane.service.sdk.SdkConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyticsConfigTest {
    @TempDir
    private Path directory;

    @Test
    void everythingHasADefault() {
        assertThat(from(Map.of()))
                .isEqualTo(new AnalyticsConfig(
                        ListenAddress.loopback(3001),
                        directory,
                        SdkConfig.from(Environment.of(Map.of())),
                        5_000_000,
                        new WarmSchedule("30 4 * * *"),
                        null));
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        Map<String, String> sdk = Map.of("REDIS_URL", "redis://redis.example:6380", "CACHE_ENABLED", "false");
        Map<String, String> variables = new HashMap<>(sdk);
        variables.putAll(Map.of(
                "HOST", "0.0.0.0",
                "PORT", "3002",
                "ANALYTICS_ROWS", "200000000",
                "WARM_SCHEDULE", "*/10 0-6 * * mon-fri",
                "INVALIDATE_TOKEN", "a-token-of-23-characters"));

        assertThat(from(variables))
                .isEqualTo(new AnalyticsConfig(
                        new ListenAddress(InetAddress.getByAddress(new byte[4]), 3002),
                        directory,
                        SdkConfig.from(Environment.of(sdk)),
                        200_000_000,
                        new WarmSchedule("*/10 0-6 * * mon-fri"),
                        new Secret("a-token-of-23-characters")));
    }

    @Test
    void warmingCanBeLeftOff() {
        assertThat(from(Map.of("WARM_SCHEDULE", "off")).warmSchedule()).isNull();
    }

    @Test
    void allProblemsAreNamedAtOnceAndNoSecretIsShown() {
        assertThatThrownBy(() -> from(Map.of(
                        "PORT", "70000",
                        "REDIS_URL", "http://:secret@redis",
                        "ANALYTICS_ROWS", "999",
                        "WARM_SCHEDULE", "every night",
                        "INVALIDATE_TOKEN", "secret")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                                .containsExactly(
                                        "PORT", "REDIS_URL", "ANALYTICS_ROWS", "WARM_SCHEDULE", "INVALIDATE_TOKEN"))
                .hasMessageNotContaining("secret");
    }

    private AnalyticsConfig from(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DATA_DIR", directory.toString());
        return AnalyticsConfig.from(Environment.of(all));
    }
}
