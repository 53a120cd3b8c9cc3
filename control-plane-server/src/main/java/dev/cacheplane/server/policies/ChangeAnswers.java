package dev.cacheplane.server.policies;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.PolicySet;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers changes of one service's policies: at once, or, where {@code Prefer: wait} asks for it, when they hold everywhere. The change
 * has been committed by then, and no thread waits.
 */
final class ChangeAnswers {
    private static final JsonMapper JSON = new JsonMapper();

    private final Policies policies;
    private final Followers followers;

    ChangeAnswers(Policies policies, Followers followers) {
        this.policies = policies;
        this.followers = followers;
    }

    /** Answers with what the change led to. */
    void changed(Context ctx, PolicySet set, byte[] json) {
        answer(ctx, set, json);
    }

    /** Answers 204, or 200 if somebody wants to know more. */
    void deleted(Context ctx, PolicySet set) {
        answer(ctx, set, null);
    }

    private void answer(Context ctx, PolicySet set, byte @Nullable [] json) {
        Optional<Duration> wait = Preference.toWait(Collections.list(ctx.req().getHeaders("Prefer")));
        if (wait.isPresent()) {
            ctx.future(() -> {
                // A thread of the server's writes the answer: whoever completes the wait has others to tell.
                AsyncContext async = ctx.req().getAsyncContext();
                return followers
                        .applied(set.service(), policies.snapshot(set).id(), wait.get())
                        .thenAcceptAsync(
                                reached -> {
                                    ctx.header(
                                            "Preference-Applied",
                                            "wait=" + wait.get().toSeconds());
                                    Answers.changed(ctx, set.revision(), withFleet(json, reached));
                                },
                                async::start);
            });
        } else if (json == null) {
            ctx.status(204);
        } else {
            Answers.changed(ctx, set.revision(), json);
        }
    }

    private static byte[] withFleet(byte @Nullable [] json, Followers.Convergence reached) {
        try {
            ObjectNode body = json == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) JSON.readTree(json);
            ObjectNode fleet = body.putObject("fleet");
            fleet.put("live", reached.live())
                    .put("applied", reached.applied())
                    .put("millis", reached.took().toMillis());
            ArrayNode waitingFor = fleet.putArray("waitingFor");
            reached.waitingFor()
                    .forEach(follower -> waitingFor
                            .addObject()
                            .put("instance", follower.instance())
                            .put("host", follower.host()));
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
