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
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that answers polls as it is told, and can go away and come back on the same port. */
public final class PretendControlPlane implements AutoCloseable {
    private final AtomicInteger polls = new AtomicInteger();
    private final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Handler answer;
    private Javalin server;
    private final int port;

    /** Starts, answering 404. */
    public PretendControlPlane() {
        answer = context -> context.status(404);
        server = listen(0);
        port = server.port();
    }

    private Javalin listen(int on) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/api/config/{service}", this::poll);
                    config.routes.get("/ops/api/config/{service}", this::poll);
                })
                .start("127.0.0.1", on);
    }

    private void poll(Context context) throws Exception {
        requests.add(context.headerMap());
        answer.handle(context);
        polls.incrementAndGet();
    }

    /** Its base, to be given to the code under test. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answers as the real one does: the set with its entity tag, or 304. */
    public void serve(PolicySet set) {
        String tag = "\"" + set.revision() + "\"";
        answerWith(context -> {
            context.header("ETag", tag);
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(304);
            } else {
                context.contentType("application/json").result(PolicyJson.writeSet(set));
            }
        });
    }

    void answerWith(Handler handler) {
        answer = handler;
    }

    /** How many polls were answered. */
    int polls() {
        return polls.get();
    }

    /** The headers of the latest poll. */
    Map<String, String> latest() {
        return requests.get(requests.size() - 1);
    }

    void stop() {
        server.stop();
    }

    void restart() {
        server = listen(port);
    }

    @Override
    public void close() {
        server.stop();
    }
}
