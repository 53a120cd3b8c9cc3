package dev.cacheplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a service as a process of its own. */
class ServiceTest {
    private static final Pattern RUNNING = Pattern.compile(".*Sample service running on port (\\d+)");

    @TempDir
    private Path directory;

    /** What the process runs. */
    static final class Sample {
        private Sample() {}

        public static void main(String[] args) throws InterruptedException {
            Service.run("Sample service", environment -> {
                ListenAddress address = ListenAddress.from(environment, 0);
                environment.flag("SAMPLE_FLAG", true);
                environment.verify();
                return WebServer.start(
                        address,
                        config -> config.routes.get("/slow", ctx -> {
                            CompletableFuture<Void> end = new CompletableFuture<>();
                            Runtime.getRuntime().addShutdownHook(new Thread(() -> end.complete(null)));
                            System.out.println("request");
                            end.join();
                            ctx.result("done");
                        }));
            });
        }
    }

    @Test
    void aProcessThatIsToldToEndFinishesWhatItHasBegun() throws Exception {
        Process process = start(Map.of());
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            Matcher running = RUNNING.matcher(lines.readLine());
            assertThat(running.matches()).isTrue();
            int port = Integer.parseInt(running.group(1));
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    return RawHttp.exchange(port, "GET /slow HTTP/1.0\r\n\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(lines.readLine()).isEqualTo("request");

            process.toHandle().destroy();

            assertThat(slow.get()).startsWith("HTTP/1.1 200").endsWith("done");
            assertThat(lines.lines().toList()).last().asString().endsWith("Sample service stopped");
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aBadEnvironmentIsALineForEachProblemAndExitCode1() throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=none\n");

        Process process = start(Map.of("SAMPLE_FLAG", "maybe"));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(process.inputReader().lines()).isEmpty();
        assertThat(process.errorReader().lines())
                .containsExactly(
                        "PORT: must be a whole number from 0 to 65535, not 'none'",
                        "SAMPLE_FLAG: must be true or false, not 'maybe'");
    }

    private Process start(Map<String, String> environment) throws IOException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Sample.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
