package dev.cacheplane.demo;

import dev.cacheplane.redis.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A service in a jar of its own, run as {@link OwnJava} says.
 *
 * @param healthPath answers 200 as soon as the service can be used
 * @param environment what it is told beside what it inherits from us
 */
record JavaService(String name, Path jar, int port, String healthPath, Map<String, String> environment) {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration CLEAN_END = Duration.ofSeconds(15);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    JavaService {
        environment = Map.copyOf(environment);
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    /**
     * Starts its process.
     *
     * @throws StartException if it was not built
     */
    Part start(Path log) {
        if (!Files.isRegularFile(jar)) {
            throw new StartException(jar + " is missing; ./mvnw package builds it");
        }
        var process = ChildProcess.builder(OwnJava.running(jar))
                .environment(inherited -> inherited.putAll(environment))
                .output(log)
                .start();
        return new Part(name, process, log, () -> process.terminate(CLEAN_END));
    }

    /**
     * Returns when it is healthy.
     *
     * @param progress hears how many percent of its work before that are done, as it logs them
     * @throws StartException with the end of its log, if it ends instead, or says nothing for a minute
     */
    void awaitHealth(Part part, Consumer<String> progress) {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        var question = HttpRequest.newBuilder(url().resolve(healthPath))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + READY.toNanos();
        String said = "";
        while (!isHealthy(client, question)) {
            String says = part.endOfLog();
            if (!says.equals(said)) {
                said = says;
                deadline = System.nanoTime() + READY.toNanos();
                part.percent().ifPresent(progress);
            }
            if (!part.process().isAlive()) {
                throw new StartException(part.obituary());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StartException(name + " is not healthy, and has said nothing for " + READY.toSeconds()
                        + " s. The end of " + part.log() + ":\n" + part.endOfLog());
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static boolean isHealthy(HttpClient client, HttpRequest question) {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted", e);
        }
    }
}
