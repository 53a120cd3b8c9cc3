package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.policy.PollAnswer.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Asks the control plane for one service's policy set: {@code GET {uri}/api/config/{service}}. */
final class PollClient implements AutoCloseable {
    /** From connecting to the last byte: a control plane that hangs is one that is away. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final long LARGEST_SET = 8L << 20;

    private final OkHttpClient http;
    private final Request request;

    PollClient(ServiceName service, URI controlPlane, @Nullable String token) {
        HttpUrl url = HttpUrl.get(controlPlane.toString())
                .newBuilder()
                .addPathSegments("api/config")
                .addPathSegment(service.value())
                .build();
        Request.Builder builder = new Request.Builder().url(url);
        request = token == null
                ? builder.build()
                : builder.header("Authorization", "Bearer " + token).build();
        // A redirect would carry the token to a place that nobody has named.
        http = new OkHttpClient.Builder()
                .callTimeout(DEADLINE)
                .followRedirects(false)
                .build();
    }

    /** @param entityTag of the document we have, or null if we have none */
    PollAnswer ask(@Nullable String entityTag) {
        Request conditional = entityTag == null
                ? request
                : request.newBuilder().header("If-None-Match", entityTag).build();
        try (Response response = http.newCall(conditional).execute()) {
            return switch (response.code()) {
                case 200 -> document(response);
                case 304 -> new PollAnswer.Unchanged();
                case 401, 403 ->
                    new PollAnswer.Failure(Trouble.REFUSED, "it answers " + response.code() + ": is the token right?");
                default ->
                    new PollAnswer.Failure(
                            response.code() >= 500 ? Trouble.UNREACHABLE : Trouble.UNUSABLE,
                            "it answers " + response.code() + " instead of 200");
            };
        } catch (IOException e) {
            return new PollAnswer.Failure(Trouble.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private static PollAnswer document(Response response) throws IOException {
        BufferedSource body = response.body().source();
        if (body.request(LARGEST_SET + 1)) {
            return new PollAnswer.Failure(Trouble.UNUSABLE, "its answer is over " + LARGEST_SET + " bytes");
        }
        return new PollAnswer.Document(body.readByteString(), response.header("ETag"));
    }

    /** Cancels a question that is being asked. */
    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }
}
