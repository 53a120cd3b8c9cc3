package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What is logged while it is open: the tests' logger writes to standard error. */
final class CapturedLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintStream original = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    List<String> lines(String containing) {
        return text().lines().filter(line -> line.contains(containing)).toList();
    }

    void awaitLine(String containing) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(containing));
    }

    @Override
    public void close() {
        System.setErr(original);
    }
}
