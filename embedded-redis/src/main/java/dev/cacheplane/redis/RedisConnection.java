package dev.cacheplane.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One plain connection to a Redis: a question, its answer, the next question. It does not pool, pipeline or reconnect; it
 * is for the tool and for tests, not for services. For one thread.
 *
 * <p>It speaks RESP2, see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">the specification</a>.
 */
public final class RedisConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Connects, says the password, and selects the database.
     *
     * @param patience how long to wait for the connection, and then for each answer; zero waits for ever
     * @throws IOException if it cannot be reached or refuses us; the message names no password
     */
    public static RedisConnection open(RedisUrl url, Duration patience) throws IOException {
        var socket = url.encrypted() ? encrypted() : new Socket();
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.connect(new InetSocketAddress(url.host(), url.port()), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            var connection = new RedisConnection(socket);
            for (List<String> command : url.introduction()) {
                if (connection.ask(command) instanceof Reply.Failure failure) {
                    throw new IOException(failure.text());
                }
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one command and reads its answer. */
    public Reply ask(String... words) throws IOException {
        return ask(List.of(words));
    }

    /** Sends one command and reads its answer. */
    public Reply ask(List<String> words) throws IOException {
        var request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(bytes);
            request.writeBytes(new byte[] {'\r', '\n'});
        }
        request.writeTo(out);
        return read();
    }

    /** Reads the next answer, where one command has many: {@code MONITOR}, {@code SUBSCRIBE}. */
    public Reply read() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            throw new EOFException("Redis closed the connection");
        }
        String line = line();
        return switch (kind) {
            case '+' -> new Reply.Status(line);
            case '-' -> new Reply.Failure(line);
            case ':' -> new Reply.Count(Long.parseLong(line));
            case '$' -> line.equals("-1") ? new Reply.Nil() : new Reply.Data(data(Integer.parseInt(line)));
            case '*' -> line.equals("-1") ? new Reply.Nil() : new Reply.Items(items(Integer.parseInt(line)));
            default -> throw new ProtocolException("Not an answer of Redis: " + (char) kind + line);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A socket that insists on a certificate of the host that it is connected to. */
    private static Socket encrypted() throws IOException {
        var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket();
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private List<Reply> items(int count) throws IOException {
        var items = new ArrayList<Reply>();
        for (int i = 0; i < count; i++) {
            items.add(read());
        }
        return items;
    }

    private byte[] data(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || !line().isEmpty()) {
            throw new ProtocolException("Redis sent other data than it announced");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection within an answer");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
