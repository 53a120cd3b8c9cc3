package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoConfigTest {

    @TempDir
    private Path directory;

    @Test
    void everythingHasADefaultButTheDirectoryThatIsGivenHere() {
        var config = DemoConfig.from(Environment.of(Map.of("DATA_DIR", directory.toString())));

        assertThat(config).isEqualTo(new DemoConfig(directory, null, null, null));
    }

    @Test
    void everythingIsRead() {
        var config = DemoConfig.from(Environment.of(Map.of(
                "DATA_DIR", directory.resolve("made").toString(),
                "REDIS_URL", "redis://cache:6380",
                "SDK_TOKEN", "reads",
                "ADMIN_TOKEN", "changes")));

        assertThat(config)
                .isEqualTo(new DemoConfig(
                        directory.resolve("made"),
                        RedisUrl.of("cache", 6380),
                        new Secret("reads"),
                        new Secret("changes")));
    }

    @Test
    void allThatIsWrongIsReportedTogether() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        var environment = Environment.of(Map.of("DATA_DIR", file.toString(), "REDIS_URL", "redis:secret"));

        assertThatThrownBy(() -> DemoConfig.from(environment))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "DATA_DIR: cannot write to the directory '" + file + "'",
                                        "REDIS_URL: must name a host: redis://host:6379"));
    }
}
