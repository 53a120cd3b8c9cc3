package dev.cacheplane.analytics;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Talks to a service as curl would. */
record Client(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Answer(int status, String cacheStatus, String body) {
        boolean isHit() {
            return cacheStatus.endsWith("; hit");
        }
    }

    Answer get(String path, String... parameters) {
        return getAsync(path, parameters).join();
    }

    CompletableFuture<Answer> getAsync(String path, String... parameters) {
        String query = Arrays.stream(parameters)
                .map(parameter ->
                        URLEncoder.encode(parameter, StandardCharsets.UTF_8).replaceFirst("%3D", "="))
                .collect(Collectors.joining("&"));
        return send(request(path + (query.isEmpty() ? "" : "?" + query)));
    }

    Answer post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers)).join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Cache-Status").orElse(""),
                        response.body()));
    }
}
