package dev.cacheplane.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the reports of analytics-service cached, the first time that everything is started: what somebody has decided since then holds. They are fresh for half an hour, and served for another half
 * while new ones are made. One copy is for all who ask, since reports do not depend on who does.
 */
final class FirstPolicy {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String POLICY = """
            {"endpoints": [
                {"endpoint": "/analytics/sales", "shouldCache": true, "ttlSeconds": 1800,
                 "staleWhileRevalidateSeconds": 1800, "key": {"shared": true}},
                {"endpoint": "/analytics/users", "shouldCache": true, "ttlSeconds": 1800,
                 "staleWhileRevalidateSeconds": 1800, "key": {"shared": true}}
            ]}""";

    /** What came of it. */
    enum Outcome {
        /** It holds now. */
        PUT,
        /** There was a policy before. */
        KEPT,
        /** It needs a token, or another one. */
        REFUSED
    }

    private FirstPolicy() {}

    /**
     * Puts it, unless there is one.
     *
     * @param token of whoever may, or null
     * @throws StartException if the control plane gives an answer that makes no sense, or none
     */
    static Outcome putInto(URI controlPlane, @Nullable String token) {
        var request = HttpRequest.newBuilder(controlPlane.resolve("/api/config/analytics-service"))
                .timeout(DEADLINE)
                .header("If-None-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString(POLICY));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200, 201 -> Outcome.PUT;
                case 412 -> Outcome.KEPT;
                case 401, 403 -> Outcome.REFUSED;
                default ->
                    throw new StartException("The control plane answers " + answer.statusCode()
                            + " to the policy of analytics-service: " + answer.body());
            };
        } catch (IOException e) {
            throw new StartException("The control plane does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted", e);
        }
    }
}
