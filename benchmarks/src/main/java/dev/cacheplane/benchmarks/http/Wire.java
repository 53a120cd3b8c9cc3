package dev.cacheplane.benchmarks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection to a service, which asks for some paths again and again, one after the other. Where the service closes it, it is made anew. Of one thread. */
final class Wire implements AutoCloseable {
    private final Selector selector;
    private final int port;
    private final List<ByteBuffer> requests;
    private final AnswerReader reader;
    private SocketChannel channel;
    private int reconnects;
    private int next;

    /** When the request under way should have been sent, as {@link System#nanoTime()} tells time. */
    private long intended;

    Wire(Selector selector, int port, List<String> paths, AnswerReader reader) throws IOException {
        this.selector = selector;
        this.port = port;
        this.reader = reader;
        requests = paths.stream().map(path -> request(path, port)).toList();
        channel = connect();
    }

    private static ByteBuffer request(String path, int port) {
        byte[] head = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length).put(head).flip();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel connecting = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        connecting.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connecting.configureBlocking(false);
        connecting.register(selector, SelectionKey.OP_READ, this);
        return connecting;
    }

    void ask(long when) throws IOException {
        intended = when;
        ByteBuffer request = requests.get(next);
        next = (next + 1) % requests.size();
        channel.write(request.rewind());
        if (request.hasRemaining()) {
            throw new WrongAnswerException("does not take a request of " + request.limit() + " bytes");
        }
    }

    long intended() {
        return intended;
    }

    int reconnects() {
        return reconnects;
    }

    AnswerReader reader() {
        return reader;
    }

    /** Reads what has come; true if the response is complete, and the next request can be sent. */
    boolean receive(ByteBuffer buffer) throws IOException {
        while (true) {
            int read = channel.read(buffer.clear());
            if (read < 0) {
                if (!reader.isIdle()) {
                    throw new WrongAnswerException("breaks off in a response");
                }
                throw new WrongAnswerException("closes a connection without having said so");
            }
            if (reader.read(buffer.flip())) {
                if (reader.closes()) {
                    reconnects++;
                    channel.close();
                    channel = connect();
                }
                return true;
            }
            if (read < buffer.capacity()) {
                return false;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
