package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cacheplane.redis.ChildProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person who starts a service with a wrong setting reads one line that names it, and no stack trace. */
class BadConfigurationIT {

    /** A stack trace has none of these at the beginnings of its lines. */
    private static final Pattern LOG_LINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN) ");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource
    void aWrongValueIsNamedWithoutASecret(String module, String variable, String value) throws Exception {
        assertThat(complaint(module, Map.of(variable, value)))
                .startsWith(variable + ":")
                .doesNotContain("secret");
    }

    static Stream<Arguments> aWrongValueIsNamedWithoutASecret() {
        return Stream.of(
                arguments("product-service", "REDIS_URL", "http://:secret@localhost"),
                arguments("product-service", "QUERY_DELAY_MS", "soon"),
                arguments("analytics-service", "WARM_SCHEDULE", "every night"),
                arguments("control-plane-server", "ADMIN_TOKEN", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane-server", "product-service", "analytics-service"})
    void aBusyPortIsNamed(String module) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(complaint(module, Map.of("PORT", Integer.toString(taken.getLocalPort()))))
                    .startsWith("PORT:")
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane-server", "product-service", "analytics-service"})
    void aDirectoryThatCannotBeWrittenIsNamed(String module) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(complaint(module, Map.of("DATA_DIR", file.resolve("data").toString())))
                .startsWith("DATA_DIR:")
                .contains(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane-server", "product-service", "analytics-service"})
    void aHalfWrittenEnvFileIsNamed(String module) throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=0\nCONTROL_PLANE_T");

        assertThat(complaint(module, Map.of())).startsWith(".env");
    }

    /** The one line, besides those of its log, that the service says before it gives up. */
    private String complaint(String module, Map<String, String> environment) throws Exception {
        Path log = directory.resolve("log");
        var service = ChildProcess.builder(Project.java(module))
                .directory(directory)
                .environment(inherited -> {
                    inherited.put("PORT", "0");
                    inherited.put("ANALYTICS_ROWS", "1000"); // they are there before it listens
                    inherited.putAll(environment);
                })
                .output(log)
                .start();
        try (service) {
            assertThat(service.onExit().get(60, TimeUnit.SECONDS)).isEqualTo(1);
        }
        List<String> lines = Files.readAllLines(log).stream()
                .filter(line -> !LOG_LINE.matcher(line).lookingAt())
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
