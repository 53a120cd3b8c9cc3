package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.ChildProcess;
import dev.cacheplane.redis.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The demo as {@code ./start} runs it, in a process of its own. */
final class LaunchedDemo implements AutoCloseable {

    private final Path log;
    private final ChildProcess process;

    LaunchedDemo(Path directory, Map<String, String> environment) throws IOException {
        log = Files.createTempFile(directory, "launcher", ".log");
        process = ChildProcess.builder(Project.java("demo"))
                .directory(directory)
                .environment(inherited -> inherited.putAll(environment))
                .output(log)
                .start();
    }

    /** Returns when it says that everything runs. */
    LaunchedDemo awaitWelcome() {
        await("welcome").atMost(Duration.ofSeconds(90)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return output().contains("Ctrl-C stops everything.");
        });
        return this;
    }

    /** Waits for it to end, and tells its exit code. */
    int exitCode() {
        return process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the part of this name is, as it was announced. */
    URI url(String part) {
        var announced =
                Pattern.compile("^ +" + part + " +(\\S+)", Pattern.MULTILINE).matcher(output());
        assertThat(announced.find()).as("%s in %s", part, output()).isTrue();
        return URI.create(announced.group(1));
    }

    /** Whether nobody listens any more where the parts were. */
    boolean hasLeftItsPorts(List<URI> parts) {
        return parts.stream().map(URI::getPort).allMatch(FreePort::isFree);
    }

    ChildProcess process() {
        return process;
    }

    /** The process whose command line has this in it. */
    ProcessHandle child(String part) {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info().commandLine().orElse("").contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.kill();
    }
}
