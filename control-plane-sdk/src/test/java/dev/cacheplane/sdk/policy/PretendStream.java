package dev.cacheplane.sdk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.json.PolicyJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import okio.ByteString;

/** The control plane's end of one stream. Whatever it is told to send goes out in that order, and nothing by itself. */
final class PretendStream {
    private static final byte[] END = new byte[0];

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

    /** Sends until it is told to end; returns early if nobody listens. */
    void serve(Context context) throws InterruptedException {
        context.res().setContentType("text/event-stream");
        try {
            OutputStream out = context.res().getOutputStream();
            context.res().flushBuffer();
            for (byte[] next = outgoing.take(); next.length > 0; next = outgoing.take()) {
                out.write(next);
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
