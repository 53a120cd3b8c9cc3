package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Asks the control plane for one service's policy set: {@code GET {uri}/api/config/{service}}. */
final class PollClient {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** Of the digests that may stand there the one that we know (RFC 9530, section 3). */
    private static final Pattern SHA256 = Pattern.compile("(?:^|[\\s,])sha-256=:([A-Za-z0-9+/=]+):");

    private final ControlPlaneHttp http;
    private final ServiceName service;
    private volatile @Nullable Call running;

    PollClient(ControlPlaneHttp http, ServiceName service) {
        this.http = http;
        this.service = service;
    }

    /** @param entityTag of the document we have, or null if we have none */
    PollAnswer ask(@Nullable String entityTag) {
        Request.Builder request = http.request("config", service.value());
        if (entityTag != null) {
            request.header("If-None-Match", entityTag);
        }
        Call call = http.within(DEADLINE, request.build());
        running = call;
        try (Response response = call.execute()) {
            int status = response.code();
            if (status == OK) {
                return document(response);
            }
            return status == NOT_MODIFIED && entityTag != null
                    ? new PollAnswer.Unchanged()
                    : new PollAnswer.Failure(Trouble.of(status), Trouble.explained(status));
        } catch (IOException e) {
            return new PollAnswer.Failure(Trouble.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Cuts short what is being asked. */
    void cancel() {
        Call call = running;
        if (call != null) {
            call.cancel();
        }
    }

    private static PollAnswer document(Response response) throws IOException {
        if (!ControlPlaneHttp.isPlain(response)) {
            return new PollAnswer.Failure(Trouble.UNUSABLE, "its answer is compressed");
        }
        BufferedSource body = response.body().source();
        if (body.request(PolicyJson.LARGEST_SET + 1)) {
            return new PollAnswer.Failure(Trouble.UNUSABLE, "its answer is over " + PolicyJson.LARGEST_SET + " bytes");
        }
        return new PollAnswer.Document(
                body.readByteString(), hash(response.header("Repr-Digest")), entityTag(response.header("ETag")));
    }

    /** The tag, if it can be sent back: it may have letters beyond ASCII, which the library refuses in a request. */
    private static @Nullable String entityTag(@Nullable String tag) {
        return tag != null && tag.chars().allMatch(letter -> letter >= ' ' && letter <= '~') ? tag : null;
    }

    /** What a digest says of the document; one that is no digest says what no document has. */
    private static @Nullable String hash(@Nullable String digest) {
        Matcher matcher = SHA256.matcher(digest == null ? "" : digest);
        if (!matcher.find()) {
            return null;
        }
        ByteString sha256 = ByteString.decodeBase64(matcher.group(1));
        return sha256 == null ? "" : SnapshotId.shortened(sha256);
    }
}
