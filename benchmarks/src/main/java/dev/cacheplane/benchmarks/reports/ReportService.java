package dev.cacheplane.benchmarks.reports;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service that is measured, as its users and its operators see it. */
final class ReportService {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .build();
    private final URI base;

    /** An answer, without its body. */
    record Answer(int status, boolean hit, long nanos) {}

    /** What the service has used so far. */
    record Usage(long databaseQueries, double cpuSeconds) {
        Usage since(Usage before) {
            return new Usage(databaseQueries - before.databaseQueries, cpuSeconds - before.cpuSeconds);
        }
    }

    ReportService(URI base) {
        this.base = base;
    }

    CompletableFuture<Answer> ask(String path) {
        long begun = System.nanoTime();
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> new Answer(
                        answer.statusCode(),
                        answer.headers()
                                .firstValue("Cache-Status")
                                .filter(status -> status.endsWith("hit"))
                                .isPresent(),
                        System.nanoTime() - begun));
    }

    void invalidate(String type) {
        send(request("/invalidate-cache")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reportType\":\"" + type + "\"}")));
    }

    Usage usage() {
        String metrics = send(request("/metrics"));
        String stats = send(request("/analytics/cache-stats"));
        try {
            return new Usage(
                    JsonMapper.builder()
                            .build()
                            .readTree(stats)
                            .required("databaseQueries")
                            .longValue(),
                    value(metrics, "process_cpu_time_ns_total") / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double value(String metrics, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(metrics);
        if (!line.find()) {
            throw new IllegalStateException("/metrics has no " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
