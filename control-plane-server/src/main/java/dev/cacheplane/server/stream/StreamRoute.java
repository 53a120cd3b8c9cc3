package dev.cacheplane.server.stream;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.ServiceUrl;
import dev.cacheplane.server.policies.SnapshotId;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/** {@code /api/stream/{service}}: a service's policies as they change, as server-sent events. */
public final class StreamRoute {
    private static final String PATH = "/api/stream/{service}";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Policies policies;
    private final Streams streams;

    public StreamRoute(Policies policies, Streams streams) {
        this.policies = policies;
        this.streams = streams;
    }

    public void install(RoutesConfig routes) {
        routes.get(PATH, this::open);
    }

    private void open(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        ServiceName service = ServiceUrl.service(ctx);
        Optional.ofNullable(ctx.header(LAST_EVENT_ID))
                .flatMap(SnapshotId::parse)
                .ifPresent(seen -> policies.heardOf(service, seen));
        ClientConnection connection = ClientConnection.of(ctx);
        HttpOutput out = output(ctx);
        EventStream stream = streams.add(service, channel -> new EventStream(channel, out, connection))
                .orElseThrow(() -> {
                    ctx.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
                    return new ProblemException(503, "There are too many streams; polling works meanwhile");
                });
        ctx.contentType(Event.MEDIA_TYPE)
                .header(Header.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .header(Header.CONNECTION, "close");
        ctx.future(() -> begin(stream, out, connection));
    }

    private static CompletableFuture<?> begin(EventStream stream, HttpOutput out, ClientConnection connection) {
        try {
            connection.expectSilence();
            out.setWriteListener(stream);
        } catch (RuntimeException e) {
            stream.cut();
            throw e;
        }
        return stream.ended();
    }

    private static HttpOutput output(Context ctx) {
        try {
            return (HttpOutput) ctx.res().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
