package dev.cacheplane.server.stream;

import dev.cacheplane.server.policies.Snapshot;
import dev.cacheplane.server.policies.SnapshotId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of the events that there are, as server-sent events frame them. */
final class Event {
    static final String MEDIA_TYPE = "text/event-stream";

    private Event() {}

    /** The whole set. */
    static byte[] policies(Snapshot snapshot) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(snapshot.json().length + 160);
        event.writeBytes(ascii("event: policies\nid: " + snapshot.id() + "\ndata: "));
        event.writeBytes(snapshot.json());
        event.writeBytes(ascii("\n\n"));
        return event.toByteArray();
    }

    /** Nothing but that the server is there, and which set is the one that holds. */
    static byte[] heartbeat(SnapshotId current) {
        return ascii("event: heartbeat\ndata: " + current + "\n\n");
    }

    /** The last event: the server ends. */
    static byte[] goodbye(int retryMillis) {
        return ascii("event: goodbye\nretry: " + retryMillis + "\ndata: {}\n\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
