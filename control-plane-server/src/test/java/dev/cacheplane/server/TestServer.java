package dev.cacheplane.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cacheplane.server.stream.StreamSettings;
import dev.cacheplane.service.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A real control plane on a free port, and the means to talk to it. */
final class TestServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ControlPlaneServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(ControlPlaneServer server) {
        this.server = server;
    }

    static TestServer start(Path dataDirectory) {
        return start(dataDirectory, Map.of());
    }

    static TestServer start(Path dataDirectory, StreamSettings streams) {
        ServerConfig config = config(dataDirectory, Map.of());
        return new TestServer(ControlPlaneServer.start(
                new ServerConfig(config.address(), config.access(), config.dataDirectory(), streams)));
    }

    static TestServer start(Path dataDirectory, Map<String, String> variables) {
        return new TestServer(ControlPlaneServer.start(config(dataDirectory, variables)));
    }

    private static ServerConfig config(Path dataDirectory, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("PORT", "0");
        all.put("DATA_DIR", dataDirectory.toString());
        return ServerConfig.from(Environment.of(all));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    HttpResponse<String> patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** Opens a service's stream. */
    StreamClient stream(String service, String... headers) throws IOException {
        return StreamClient.open(server.port(), service, headers);
    }

    CompletableFuture<HttpResponse<String>> sendLater(
            String method, String path, @Nullable String body, String... headers) {
        return client.sendAsync(request(method, path, body, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        try {
            return client.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return headers.length > 0 ? request.headers(headers).build() : request.build();
    }

    /** Sends the first line of a request as it stands, and gives back the whole answer. */
    String raw(String requestLine, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String lines = String.join("\r\n", headers);
            String request =
                    requestLine + "\r\nConnection: close\r\n" + lines + (lines.isEmpty() ? "" : "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything that is set, and its revision. */
    String state() {
        return get("/api/config").body()
                + get("/api/config/product-service").body()
                + get("/api/defaults").body();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    static String entityTag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
