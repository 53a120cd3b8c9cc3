package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Somebody with a socket, who sends what no HTTP client would. */
final class Attacker {
    private final Served victim;

    Attacker(Served victim) {
        this.victim = victim;
    }

    /** The answer to a {@code GET} with a {@code Host} of this machine, and these further lines. */
    RawAnswer get(String target, String... lines) {
        return sends("GET " + target + " HTTP/1.1", "Host: localhost", lines);
    }

    /** The answer to a request of these lines, one character a byte. */
    RawAnswer sends(String requestLine, String host, String... lines) {
        String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        String hosts = host.isEmpty() ? "" : host + "\r\n";
        return sendsRaw(requestLine + "\r\n" + hosts + more + "Connection: close\r\n\r\n", requestLine);
    }

    /** The first answer to these bytes. */
    RawAnswer sendsRaw(String bytes) {
        return sendsRaw(bytes, bytes);
    }

    private RawAnswer sendsRaw(String bytes, String requestLine) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), victim.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return RawAnswer.read(socket.getInputStream(), requestLine.startsWith("HEAD "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String body(RawAnswer answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    /** What {@code Cache-Status} says; empty if there is none. */
    static String status(RawAnswer answer) {
        return answer.head().stream()
                .filter(line -> line.startsWith("Cache-Status: "))
                .map(line -> line.substring("Cache-Status: ".length()))
                .findFirst()
                .orElse("");
    }
}
