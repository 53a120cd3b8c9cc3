package dev.cacheplane.sdk.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Answers lines with lines, so that processes can talk with the test that started them. Each connection has a thread, and may be kept waiting. */
final class LineServer implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LineServer(UnaryOperator<String> answers) {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(answers));
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept(UnaryOperator<String> answers) {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> converse(connection, answers));
            }
        } catch (SocketException closed) {
            threads.shutdownNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void converse(Socket connection, UnaryOperator<String> answers) {
        try (connection;
                BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            connection.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                connection.getOutputStream().write((answers.apply(line) + "\n").getBytes(UTF_8));
            }
        } catch (IOException e) {
            // the process has ended, or was killed
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
