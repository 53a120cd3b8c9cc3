package dev.cacheplane.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.server.access.AccessConfig;
import dev.cacheplane.server.stream.StreamSettings;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {
    @TempDir
    private Path directory;

    @Test
    void theDefaultsAreThoseThatTheDocumentsName() {
        ServerConfig config = ServerConfig.from(Environment.of(Map.of("DATA_DIR", directory.toString())));

        assertThat(config)
                .isEqualTo(new ServerConfig(
                        ListenAddress.loopback(8000),
                        new AccessConfig(null, null, List.of()),
                        directory,
                        StreamSettings.ofDefaults()));
        assertThat(ServerConfig.DEFAULT_DATA_DIRECTORY).hasToString("data/control-plane");
    }

    @Test
    void everyVariableIsObeyed() throws UnknownHostException {
        Environment environment = Environment.of(Map.of(
                "HOST", "0.0.0.0",
                "PORT", "8001",
                "DATA_DIR", directory.resolve("x").toString(),
                "ADMIN_TOKEN", "an-admins-long-token",
                "SDK_TOKEN", "an-SDKs-long-token",
                "ALLOW_NO_TOKENS", "true",
                "ALLOWED_HOSTS", "Control-Plane, cache.example.org",
                "MAX_STREAMS", "0"));

        assertThat(ServerConfig.from(environment))
                .isEqualTo(new ServerConfig(
                        new ListenAddress(InetAddress.getByName("0.0.0.0"), 8001),
                        new AccessConfig(
                                new Secret("an-admins-long-token"),
                                new Secret("an-SDKs-long-token"),
                                List.of("control-plane", "cache.example.org")),
                        directory.resolve("x"),
                        new StreamSettings(0, Duration.ofSeconds(5), Duration.ofSeconds(15))));
        assertThat(environment.names())
                .containsExactlyInAnyOrder(
                        "HOST",
                        "PORT",
                        "DATA_DIR",
                        "ADMIN_TOKEN",
                        "SDK_TOKEN",
                        "ALLOW_NO_TOKENS",
                        "ALLOWED_HOSTS",
                        "MAX_STREAMS");
    }

    @Test
    void theTwoTokensDiffer() {
        Environment environment =
                Environment.of(Map.of("ADMIN_TOKEN", "one-and-the-same-token", "SDK_TOKEN", "one-and-the-same-token"));
        assertThatThrownBy(() -> ServerConfig.from(environment))
                .hasMessageContaining("SDK_TOKEN: must not be the same as ADMIN_TOKEN");
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Environment environment = Environment.of(Map.of(
                "HOST", "no such host",
                "PORT", "http",
                "DATA_DIR", file.toString(),
                "ADMIN_TOKEN", "short",
                "SDK_TOKEN", "correct horse battery staple",
                "ALLOW_NO_TOKENS", "1",
                "ALLOWED_HOSTS", "fine,host:80",
                "MAX_STREAMS", "-1"));

        assertThatThrownBy(() -> ServerConfig.from(environment))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "HOST: no address of this machine is called 'no such host'",
                                        "PORT: must be a whole number from 0 to 65535, not 'http'",
                                        "ADMIN_TOKEN: must have at least 16 characters",
                                        "SDK_TOKEN: must be of letters, digits and -._~+/, perhaps with = at its end",
                                        "ALLOW_NO_TOKENS: must be true or false, not '1'",
                                        "ALLOWED_HOSTS: must be names of hosts between commas, without ports; not 'host:80'",
                                        "DATA_DIR: cannot write to the directory '" + file + "'",
                                        "MAX_STREAMS: must be a whole number from 0 to 1000000, not '-1'"));
    }

    @Test
    void withoutTokensOthersAreLetInOnPurposeOnly() {
        Map<String, String> wide = Map.of("HOST", "0.0.0.0", "DATA_DIR", directory.toString());
        Map<String, String> onPurpose =
                Map.of("HOST", "0.0.0.0", "DATA_DIR", directory.toString(), "ALLOW_NO_TOKENS", "true");

        assertThatThrownBy(() -> ServerConfig.from(Environment.of(wide)))
                .hasMessage("HOST: whoever reaches 0.0.0.0 could change every policy: set ADMIN_TOKEN and SDK_TOKEN, or"
                        + " ALLOW_NO_TOKENS=true");
        assertThat(ServerConfig.from(Environment.of(onPurpose)).address().isLoopback())
                .isFalse();
    }

    @Test
    void noTokenIsEverPrinted() {
        Map<String, String> variables = Map.of("ADMIN_TOKEN", "an-admins-long-token", "DATA_DIR", directory.toString());

        assertThat(ServerConfig.from(Environment.of(variables)).toString()).doesNotContain("long token");
    }
}
