package dev.cacheplane.server.stream;

import dev.cacheplane.server.policies.SnapshotId;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream. It has no thread and no queue: it knows what it has sent, and whenever the connection can take something, it sends
 * what is new by then. Whoever has news wakes it, and never waits for the client. Thread-safe.
 *
 * <p>It writes buffers by Jetty's own method: servlet output as such would copy each event into a buffer per connection first.
 */
final class EventStream implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final Channel channel;
    private final HttpOutput out;
    private final ClientConnection connection;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean waiting = true; // for onWritePossible: until then nothing may be asked or written
    private boolean finished;
    private @Nullable SnapshotId sent;
    private boolean heartbeatDue;
    private byte @Nullable [] goodbye;
    private boolean saidGoodbye;

    EventStream(Channel channel, HttpOutput out, ClientConnection connection) {
        this.channel = channel;
        this.out = out;
        this.connection = connection;
    }

    Channel channel() {
        return channel;
    }

    /** Completes, never with an exception, when nothing more will be sent. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** There may be another set. */
    void wake() {
        change(() -> {});
    }

    /** A sign of life is due. */
    void heartbeat() {
        change(() -> heartbeatDue = true);
    }

    /** Sends what is still to be sent, then says that the client should come again in so many milliseconds, and ends. */
    void goodbye(int retryMillis) {
        change(() -> {
            if (goodbye == null) {
                goodbye = Event.goodbye(retryMillis);
            }
        });
    }

    /** Ends without another word. */
    void cut() {
        connection.cut();
        end();
    }

    /** Cuts off a client that has taken nothing for so long, while there is something for it. */
    void cutIfStalled(Duration limit) {
        boolean stalled;
        lock.lock();
        try {
            stalled = waiting && connection.idle().compareTo(limit) >= 0;
        } finally {
            lock.unlock();
        }
        if (stalled) {
            LOG.info("A stream of {} is cut off: its client takes nothing", channel.service());
            cut();
        }
    }

    @Override
    public void onWritePossible() {
        change(() -> waiting = false);
    }

    @Override
    public void onError(Throwable reason) {
        LOG.debug("A stream of {} ended", channel.service(), reason);
        cut();
    }

    private void change(Runnable note) {
        boolean end;
        lock.lock();
        try {
            note.run();
            end = finished || !send();
        } finally {
            lock.unlock();
        }
        if (end) {
            end();
        }
    }

    /** Writes as long as the connection takes it; false when the stream is over. */
    private boolean send() {
        try {
            while (!waiting) {
                if (!out.isReady()) {
                    waiting = true;
                    return true;
                }
                if (saidGoodbye) {
                    return false;
                }
                byte[] next = next();
                if (next == null) {
                    return true;
                }
                out.write(ByteBuffer.wrap(next));
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("A stream of {} cannot be written to", channel.service(), e);
            connection.cut();
            return false;
        }
    }

    private byte @Nullable [] next() {
        Frames frames = channel.frames();
        if (!frames.id().equals(sent)) {
            sent = frames.id();
            heartbeatDue = false;
            return frames.policies();
        }
        if (goodbye != null) {
            saidGoodbye = true;
            return goodbye;
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return frames.heartbeat();
        }
        return null;
    }

    private void end() {
        boolean isNews;
        lock.lock();
        try {
            isNews = !finished;
            finished = true;
        } finally {
            lock.unlock();
        }
        if (isNews) {
            channel.ended(this);
            ended.complete(null);
        }
    }
}
