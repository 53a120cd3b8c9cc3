package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.json.PolicyJson;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that answers, streams and listens as it is told, and can go away and come back on the same port. */
public final class PretendControlPlane implements AutoCloseable {
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, String>> streamRequests = Collections.synchronizedList(new ArrayList<>());
    private final List<PretendStream> streams = new CopyOnWriteArrayList<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<String> leaves = new CopyOnWriteArrayList<>();
    private volatile Handler answer = context -> context.status(404);
    private volatile Handler streamAnswer = context -> context.status(404);
    private volatile Handler reportAnswer = context -> context.status(204);
    private volatile @Nullable PolicySet served;
    private Javalin server;
    private final int port;

    /** Starts, answering 404. */
    public PretendControlPlane() {
        server = listen(0);
        port = server.port();
    }

    private Javalin listen(int on) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/api/config/{service}", this::poll);
                    config.routes.get("/ops/api/config/{service}", this::poll);
                    config.routes.get("/api/stream/{service}", this::stream);
                    config.routes.post("/api/fleet/{service}", this::report);
                    config.routes.delete("/api/fleet/{service}/{instance}", context -> {
                        leaves.add(context.pathParam("instance"));
                        context.status(204);
                    });
                })
                .start("127.0.0.1", on);
    }

    private void poll(Context context) throws Exception {
        requests.add(context.headerMap());
        answer.handle(context);
        polls.incrementAndGet();
    }

    private void stream(Context context) throws Exception {
        streamRequests.add(context.headerMap());
        attempts.incrementAndGet();
        streamAnswer.handle(context);
    }

    private void report(Context context) throws Exception {
        reportAnswer.handle(context);
        reports.add(context.body());
    }

    /** Its base, to be given to the code under test. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answers and streams as the real one does: the set with its entity tag, or 304; whoever streams gets it now. */
    public void serve(PolicySet set) {
        answerTo(set);
        streamTo(set);
    }

    /** Answers polls only; to streams it says nothing, and new ones are refused with 404, as an older server does. */
    void serveWithoutStream(PolicySet set) {
        streamAnswer = context -> context.status(404);
        answerTo(set);
    }

    void answerTo(PolicySet set) {
        String tag = "\"" + set.revision() + "\"";
        byte[] document = PolicyJson.writeSet(set);
        answerWith(context -> {
            context.header("ETag", tag);
            context.header(
                    "Repr-Digest",
                    "sha-256=:" + ByteString.of(document).sha256().base64() + ":");
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(304);
            } else {
                context.contentType("application/json").result(document);
            }
        });
    }

    /** Streams the set, to those who are there and to those who come; answers to polls stay as they are. */
    void streamTo(PolicySet set) {
        served = set;
        streamWith(stream -> {
            PolicySet current = served;
            if (current != null) {
                stream.policies(current);
            }
        });
        streams.forEach(stream -> stream.policies(set));
    }

    void answerWith(Handler handler) {
        answer = handler;
    }

    /** Streams to whoever comes from now on; what is sent first is up to the script. */
    void streamWith(Consumer<PretendStream> script) {
        streamAnswer = context -> {
            PretendStream stream = new PretendStream();
            streams.add(stream);
            script.accept(stream);
            try {
                stream.serve(context);
            } finally {
                streams.remove(stream);
            }
        };
    }

    void answerStreamsWith(Handler handler) {
        streamAnswer = handler;
    }

    void answerReportsWith(Handler handler) {
        reportAnswer = handler;
    }

    /** How many polls were answered. */
    int polls() {
        return polls.get();
    }

    /** How many attempts at a stream there were. */
    int attempts() {
        return attempts.get();
    }

    /** The headers of the latest poll. */
    Map<String, String> latest() {
        return requests.get(requests.size() - 1);
    }

    /** The headers of the latest attempt at a stream. */
    Map<String, String> latestAttempt() {
        return streamRequests.get(streamRequests.size() - 1);
    }

    /** The streams that are open. */
    List<PretendStream> streams() {
        return streams;
    }

    /** The bodies of all reports. */
    List<String> reports() {
        return reports;
    }

    /** The ids of the instances that took their leave. */
    List<String> leaves() {
        return leaves;
    }

    void stop() {
        streams.forEach(PretendStream::end);
        server.stop();
    }

    void restart() {
        server = listen(port);
    }

    @Override
    public void close() {
        stop();
    }
}
