package dev.cacheplane.products;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Talks to a service as curl would. */
record Client(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Answer(int status, String contentType, String body) {}

    Answer get(String path) {
        return getAsync(path).join();
    }

    CompletableFuture<Answer> getAsync(String path) {
        return send(request(path).build());
    }

    /** Whether the filter answers. */
    boolean isHit(String path) {
        return HTTP.sendAsync(request(path).build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .headers()
                .firstValue("Cache-Status")
                .filter(status -> status.startsWith("product-service; hit"))
                .isPresent();
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build())
                .join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static CompletableFuture<Answer> send(HttpRequest request) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body()));
    }
}
