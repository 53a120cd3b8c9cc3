package dev.cacheplane.containers;

import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Asks a server on this machine. */
public final class Client {
    private static final int PATIENCE_MILLIS = 20_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public Client(int port) {
        this.port = port;
    }

    public HttpResponse<String> get(String target, String... headers) {
        return send("GET", target, headers);
    }

    public HttpResponse<String> send(String method, String target, String... headers) {
        return sendAsync(method, target, headers).join();
    }

    public CompletableFuture<HttpResponse<String>> sendAsync(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return client.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A connection on which it is asked for; the answer is the caller's to read. */
    public Socket open(String method, String target, String... lines) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nTE: trailers\r\n"
                                + String.join(
                                        "",
                                        Stream.of(lines)
                                                .map(line -> line + "\r\n")
                                                .toList()) + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Byte for byte what comes back to a {@code PUT} whose body is sent when the server says so. */
    public RawAnswer rawWhenToldTo(String target, String body) throws IOException {
        try (Socket socket =
                open("PUT", target, "Expect: 100-continue", "Content-Length: " + body.length(), "Connection: close")) {
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            in.unread(in.read()); // the first of the interim response
            socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
            return RawAnswer.read(in, false);
        }
    }

    /** Byte for byte what comes back, over a connection of its own. */
    public RawAnswer raw(String method, String target) throws IOException {
        try (Socket socket = open(method, target)) {
            return RawAnswer.read(socket.getInputStream(), method.equals("HEAD"));
        }
    }

    /** What the cache says of a response; empty if nothing. */
    public static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }
}
