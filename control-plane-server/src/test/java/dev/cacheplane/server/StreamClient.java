package dev.cacheplane.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A client of one stream, on a bare socket: it reads when it is told to, and nothing takes bytes in its place. */
final class StreamClient implements AutoCloseable {
    private static final int SMALL_BUFFER = 4_096;

    private final Socket socket;
    private final BufferedReader reader;
    private final String status;
    private final Map<String, String> headers = new HashMap<>();

    /** What a server-sent event says, by the names of its lines. */
    record Event(Map<String, String> lines) {
        String name() {
            return lines.getOrDefault("event", "");
        }

        String id() {
            return lines.getOrDefault("id", "");
        }

        String data() {
            return lines.getOrDefault("data", "");
        }

        long revision() {
            return TestServer.json(data()).path("revision").longValue();
        }
    }

    private StreamClient(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.status = reader.readLine();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            String[] header = line.split(": *", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
    }

    static StreamClient open(int port, String service, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        StringBuilder request = new StringBuilder("GET /api/stream/" + service + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        socket.getOutputStream()
                .write(request.append("Accept: text/event-stream\r\n\r\n")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        return new StreamClient(socket);
    }

    int status() {
        return Integer.parseInt(status.substring(9, 12));
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The next event; fails if there is none. */
    Event next() throws IOException {
        Map<String, String> lines = new HashMap<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty()) {
                return new Event(lines);
            }
            String[] field = line.split(": ", 2);
            lines.put(field[0], field[1]);
        }
        throw new AssertionError("the stream has ended");
    }

    /** The next event of this name; others are skipped. */
    Event next(String name) throws IOException {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event;
    }

    /** Whether the server has closed the connection, and nothing more was sent. */
    boolean hasEnded() throws IOException {
        return reader.read() == -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
