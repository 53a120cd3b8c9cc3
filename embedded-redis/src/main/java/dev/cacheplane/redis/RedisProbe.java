package dev.cacheplane.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One question to a server over a connection of its own, in the protocol's plainest form. */
record RedisProbe(int port, @Nullable String password) {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Whether the process of this number answers {@code PING} on the port; not, while it is loading its data. */
    boolean isAnsweredBy(long pid) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (password != null
                    && !ask(socket, answers, List.of("AUTH", password)).equals("+OK")) {
                return false;
            }
            return ask(socket, answers, List.of("PING")).equals("+PONG")
                    && ask(socket, answers, List.of("INFO", "server")).startsWith("$")
                    && processId(answers) == pid;
        } catch (IOException e) {
            return false;
        }
    }

    private static String ask(Socket socket, BufferedReader answers, List<String> words) throws IOException {
        var request = new StringBuilder("*").append(words.size()).append("\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        return line(answers);
    }

    private static long processId(BufferedReader answers) throws IOException {
        String line = line(answers);
        while (!line.startsWith("process_id:")) {
            line = line(answers);
        }
        return Long.parseLong(line.substring("process_id:".length()));
    }

    private static String line(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The server closed the connection");
        }
        return line;
    }
}
