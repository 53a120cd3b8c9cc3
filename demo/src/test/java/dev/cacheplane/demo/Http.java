package dev.cacheplane.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** What {@code curl} is to a person. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Http() {}

    /**
     * An answer.
     *
     * @param head as {@code curl -i} shows it
     * @param took from the request to the last byte of the body
     */
    record Answer(int status, String head, String body, Duration took) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body, e);
            }
        }

        boolean cached() {
            return json().required("cached").booleanValue();
        }
    }

    /** The connection was refused, or broke. */
    static final class Unanswered extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        Unanswered(String request, IOException cause) {
            super(request + " was not answered", cause);
        }
    }

    static Answer get(URI url) {
        return send("GET", url, "");
    }

    /** @param headers names and values in turn */
    static Answer send(String method, URI url, String body, String... headers) {
        var builder = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        var request = (headers.length == 0 ? builder : builder.headers(headers)).build();
        long start = System.nanoTime();
        try {
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    head(response),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new Unanswered(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String head(HttpResponse<?> response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(response.statusCode())
                .append(response.statusCode() == 200 ? " OK" : "")
                .append('\n');
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(value ->
                        head.append(capitals(name)).append(": ").append(value).append('\n')));
        return head.append('\n').toString();
    }

    /** Java's client has lower-case names only; services send {@code Cache-Status}. */
    private static String capitals(String name) {
        return Pattern.compile("(?<![a-z])[a-z]")
                .matcher(name)
                .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }
}
