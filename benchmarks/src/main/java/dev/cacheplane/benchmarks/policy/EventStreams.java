package dev.cacheplane.benchmarks.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cacheplane.benchmarks.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Many streams of one service, read by one thread: all of an instance but its obedience. An event has arrived when the blank line behind it has.
 */
final class EventStreams implements AutoCloseable {
    private static final int CHUNK = 256 << 10;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "streams");
    private volatile Round round;

    /** What is waited for: a text in an event, on every stream. */
    private record Round(String text, long begun, Times times, CountDownLatch left) {}

    private static final class Inbox {
        private final StringBuilder text = new StringBuilder();
        private String seen = "";
    }

    /** Opens so many, and returns when each has had its first event. */
    EventStreams(URI server, String service, int count) throws IOException, InterruptedException {
        round = expect("event: policies", count);
        reader.setDaemon(true);
        reader.start();
        byte[] request = ("GET /api/stream/" + service
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(US_ASCII);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_READ, new Inbox());
            selector.wakeup();
        }
        round.left().await();
    }

    /** Begins to wait for an event with this text on every stream. */
    void await(String text) {
        round = expect(text, channels.size());
    }

    /** How long after the last {@link #await} it arrived, on each stream. */
    Times arrived() throws InterruptedException {
        Round current = round;
        current.left().await();
        return current.times();
    }

    private static Round expect(String text, int count) {
        return new Round(text, System.nanoTime(), new Times(count), new CountDownLatch(count));
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (selector.isOpen()) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Inbox inbox = (Inbox) key.attachment();
        buffer.clear();
        try {
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                throw new IllegalStateException("a stream has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inbox.text.append(ISO_8859_1.decode(buffer.flip()));
        for (int end = inbox.text.indexOf("\n\n"); end >= 0; end = inbox.text.indexOf("\n\n")) {
            take(inbox, inbox.text.substring(0, end));
            inbox.text.delete(0, end + 2);
        }
    }

    private void take(Inbox inbox, String event) {
        Round current = round;
        if (event.contains(current.text()) && !inbox.seen.equals(current.text())) {
            inbox.seen = current.text();
            current.times().add(System.nanoTime() - current.begun());
            current.left().countDown();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
