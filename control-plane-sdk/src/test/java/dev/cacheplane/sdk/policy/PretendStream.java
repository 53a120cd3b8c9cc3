package dev.cacheplane.sdk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.json.PolicyJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import okio.ByteString;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The control plane's end of one stream. Whatever it is told to send goes out in that order, and nothing by itself. */
final class PretendStream {
    private static final byte[] END = new byte[0];
    private static final int LOOKS_EVERY_MILLIS = 20;

    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();

    static SnapshotId idOf(PolicySet set) {
        return new SnapshotId(set.revision(), SnapshotId.hashOf(ByteString.of(PolicyJson.writeSet(set))));
    }

    PretendStream policies(PolicySet set) {
        return policies(idOf(set).toString(), new String(PolicyJson.writeSet(set), UTF_8));
    }

    PretendStream policies(String id, String data) {
        return send("event: policies\nid: " + id + "\ndata: " + data + "\n\n");
    }

    PretendStream heartbeat(PolicySet set) {
        return send("event: heartbeat\ndata: " + idOf(set) + "\n\n");
    }

    PretendStream goodbye(long retryMillis) {
        send("event: goodbye\nretry: " + retryMillis + "\ndata: {}\n\n");
        end();
        return this;
    }

    PretendStream send(String text) {
        outgoing.add(text.getBytes(UTF_8));
        return this;
    }

    void end() {
        outgoing.add(END);
    }

    /** Sends until it is told to end; returns early if nobody listens any more. */
    void serve(Context context) throws InterruptedException {
        context.res().setContentType("text/event-stream");
        try {
            OutputStream out = context.res().getOutputStream();
            context.res().flushBuffer();
            byte[] next = next(context);
            while (next != END) {
                out.write(next);
                out.flush();
                next = next(context);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private byte[] next(Context context) throws IOException, InterruptedException {
        byte[] next = null;
        while (next == null) {
            next = hasGone(context) ? END : outgoing.poll(LOOKS_EVERY_MILLIS, MILLISECONDS);
        }
        return next;
    }

    /** The real one would notice when it sends its next heartbeat. Clients send nothing more on this connection, so there is nothing to read but its end. */
    private static boolean hasGone(Context context) throws IOException {
        Object client = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getTransport();
        return ((SocketChannel) client).read(ByteBuffer.allocate(1)) < 0;
    }
}
