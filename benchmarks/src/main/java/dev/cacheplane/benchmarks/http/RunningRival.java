package dev.cacheplane.benchmarks.http;

import dev.cacheplane.redis.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rival that serves, as a process of its own. */
final class RunningRival implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (\\d+)$");

    private final Rival rival;
    private final ChildProcess process;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningRival(Rival rival, ChildProcess process, int port) {
        this.rival = rival;
        this.process = process;
        this.port = port;
    }

    /** Starts a program that tells its port itself. */
    static RunningRival start(Rival rival, List<String> command, Path log) {
        ChildProcess process = ChildProcess.builder(command).output(log).start();
        long begun = System.nanoTime();
        while (true) {
            Matcher listening = LISTENING.matcher(text(log));
            if (listening.find()) {
                return new RunningRival(rival, process, Integer.parseInt(listening.group(1)));
            }
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                process.kill();
                throw new IllegalStateException(rival.title() + " does not start: " + text(log));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Starts a program that listens where it was told. It may take a while until it does. */
    static RunningRival at(Rival rival, int port, List<String> command, Path log) {
        return new RunningRival(rival, ChildProcess.builder(command).output(log).start(), port);
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rival rival() {
        return rival;
    }

    int port() {
        return port;
    }

    Jvm jvm() throws IOException {
        return Jvm.of(process.pid());
    }

    /** Each connection asks for an entry of its own, as long as there are enough. */
    Client client(Payload payload, int connections) throws IOException {
        List<List<String>> paths = IntStream.range(0, connections)
                .mapToObj(i -> List.of(payload.path(i % Payload.ENTRIES)))
                .toList();
        return new Client(port, Expected.of(payload, rival), paths);
    }

    /** What it and its children have used of processors so far. */
    Duration processorTime() {
        return ProcessHandle.of(process.pid())
                .map(self -> Stream.concat(Stream.of(self), self.descendants())
                        .map(one -> one.info().totalCpuDuration())
                        .flatMap(Optional::stream)
                        .reduce(Duration.ZERO, Duration::plus))
                .orElse(Duration.ZERO);
    }

    /** Has it store everything, until it serves it from where it should. */
    void fill(Payload payload) throws InterruptedException {
        for (int entry = 0; entry < Payload.ENTRIES; entry++) {
            long begun = System.nanoTime();
            String status = rival.inCacheStatus();
            for (String seen = ask(payload, entry); !seen.contains(status); seen = ask(payload, entry)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new WrongAnswerException(rival.title() + " does not come to " + status + ": " + seen);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private String ask(Payload payload, int entry) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + payload.path(entry));
        long begun = System.nanoTime();
        while (true) {
            try {
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200 || !answer.body().equals(payload.json())) {
                    throw new WrongAnswerException(
                            rival.title() + " answers " + answer + " with another body than wanted: " + answer.body());
                }
                return answer.headers().firstValue("Cache-Status").orElse("");
            } catch (IOException e) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new UncheckedIOException(rival.title(), e);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    @Override
    public void close() {
        var unused = process.terminate(Duration.ofSeconds(5));
    }
}
