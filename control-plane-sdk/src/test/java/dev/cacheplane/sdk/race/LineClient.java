package dev.cacheplane.sdk.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks a {@link LineServer}; each question that is under way has a connection of its own. Thread-safe. */
final class LineClient {
    private final int port;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    private record Connection(Socket socket, BufferedReader in) {}

    LineClient(int port) {
        this.port = port;
    }

    String ask(String question) {
        try {
            Connection connection = idle.poll();
            if (connection == null) {
                connection = open();
            }
            connection.socket().getOutputStream().write((question + "\n").getBytes(UTF_8));
            String answer = connection.in().readLine();
            if (answer == null) {
                throw new IOException("no answer to " + question);
            }
            idle.add(connection);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new Connection(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }
}
