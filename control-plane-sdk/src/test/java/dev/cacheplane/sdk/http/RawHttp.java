package dev.cacheplane.sdk.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends request targets as they are, which HTTP clients would mend or refuse. */
final class RawHttp {
    private RawHttp() {}

    /** The whole answer, head and body. */
    static String get(int port, String target) throws IOException {
        return send(port, "GET", target);
    }

    /** The same, of a request without a body. */
    static String send(int port, String method, String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
