package dev.cacheplane.sdk.policy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Requests to the control plane, with our token and without surprises: no redirects, no compression. */
final class ControlPlaneHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpUrl base;
    private final @Nullable String token;
    private final OkHttpClient client;
    private final OkHttpClient patient;

    /** @throws IllegalArgumentException if the URI is not an absolute one of http or https */
    ControlPlaneHttp(URI controlPlane, @Nullable String token) {
        this.base = HttpUrl.get(controlPlane.toString());
        this.token = token;
        // A redirect would carry the token to a place that nobody has named. And with HTTP/2 polls would share the
        // stream's connection, and its fate.
        this.client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .build();
        this.patient = client.newBuilder().readTimeout(Duration.ZERO).build();
    }

    /**
     * A request for what stands below {@code /api}.
     *
     * @param segments of the path, undecoded
     */
    Request.Builder request(String... segments) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments("api");
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        // Said by us, the library leaves an answer's encoding alone: what is small cannot unpack to something large.
        Request.Builder request = new Request.Builder().url(url.build()).header("Accept-Encoding", "identity");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** A call that ends by then, from connecting to the last byte: a control plane that hangs is one that is away. */
    Call within(Duration deadline, Request request) {
        Call call = client.newCall(request);
        call.timeout().timeout(deadline.toNanos(), TimeUnit.NANOSECONDS);
        return call;
    }

    /** A call that lasts until somebody cancels it. */
    Call endless(Request request) {
        return patient.newCall(request);
    }

    /** Whether nobody has compressed the answer, though it was not asked for. */
    static boolean isPlain(Response response) {
        String encoding = response.header("Content-Encoding");
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }

    /** Lets connections go that nobody uses; to cancel calls is up to those who made them. */
    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
