package dev.cacheplane.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the control plane as a process of its own. */
class KillTest {
    private static final Pattern RUNNING = Pattern.compile(".*Control plane running on port (\\d+)");
    private static final int AUTHORS = 4;
    private static final int WRITES_BEFORE_THE_END = 60;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aKilledControlPlaneHasLostNoChangeThatItAcknowledged() throws Exception {
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(AUTHORS);
        CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_THE_END);
        Process process = start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int port = port(lines);
            List<Thread> authors = IntStream.range(0, AUTHORS)
                    .mapToObj(author -> new Thread(() -> writeUntilItFails(port, author, acknowledged, enough)))
                    .toList();
            authors.forEach(Thread::start);
            enough.await();
            process.destroyForcibly();
            for (Thread author : authors) {
                author.join();
            }
            process.waitFor();
        }

        try (TestServer server = TestServer.start(directory)) {
            for (int author = 0; author < AUTHORS; author++) {
                assertThat(TestServer.json(server.get(path(author)))
                                .path("ttlSeconds")
                                .intValue())
                        .as("author %s", author)
                        .isBetween(acknowledged.get(author), acknowledged.get(author) + 1);
            }
        }
    }

    @Test
    void aControlPlaneThatIsToldToEndEndsInOrder() throws Exception {
        Process process = start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            port(lines);

            process.toHandle().destroy();

            assertThat(lines.lines().toList()).last().asString().endsWith("Control plane stopped");
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Sets the author's endpoint to 1, 2, 3… */
    private void writeUntilItFails(int port, int author, AtomicIntegerArray acknowledged, CountDownLatch enough) {
        URI uri = URI.create("http://127.0.0.1:" + port + path(author));
        try {
            for (int value = 1; ; value++) {
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .method("PATCH", BodyPublishers.ofString("{\"ttlSeconds\":" + value + "}"))
                        .build();
                if (client.send(request, BodyHandlers.ofString()).statusCode() < 300) {
                    acknowledged.set(author, value);
                    enough.countDown();
                }
            }
        } catch (IOException | InterruptedException e) {
            // Killed: what was acknowledged until now counts.
        }
    }

    private static String path(int author) {
        return "/api/config/product-service/author-" + author;
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().putAll(Map.of("PORT", "0", "DATA_DIR", directory.toString()));
        return builder.directory(directory.toFile()).start();
    }

    private static int port(BufferedReader lines) {
        return lines.lines()
                .map(RUNNING::matcher)
                .filter(Matcher::matches)
                .map(running -> Integer.parseInt(running.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
