package dev.cacheplane.server.policies;

import dev.cacheplane.policy.AmbiguousPatternException;
import dev.cacheplane.policy.InvalidPathException;
import dev.cacheplane.policy.InvalidPatternException;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.json.PolicyJsonException;
import dev.cacheplane.service.ProblemAnswers;
import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;

/** What the routes of policies answer with. */
final class Answers {
    private Answers() {}

    /** The JSON, or 304 if the client has it. */
    static void read(Context ctx, Revision revision, byte[] json) throws IOException {
        if (Preconditions.of(ctx).spareReading(revision)) {
            changed(ctx.status(304), revision, new byte[0]);
            // Committed before Jetty sees an empty body, and says "Content-Length: 0" of what has a length.
            ctx.res().flushBuffer();
        } else {
            changed(ctx, revision, json);
        }
    }

    /** The JSON as it is after a change. */
    static void changed(Context ctx, Revision revision, byte[] json) {
        ctx.header(Header.ETAG, Preconditions.entityTag(revision))
                .contentType(ContentType.APPLICATION_JSON)
                .result(json);
    }

    /** What the policies' own exceptions are as answers. */
    static void install(RoutesConfig routes) {
        routes.exception(
                PolicyJsonException.class,
                (e, ctx) -> ProblemAnswers.answer(
                        ctx,
                        Problem.of(e.faults().stream()
                                .map(fault -> new Fault(fault.pointer(), fault.message()))
                                .toList())));
        routes.exception(InvalidPathException.class, (e, ctx) -> answer(ctx, 400, e));
        routes.exception(InvalidPatternException.class, (e, ctx) -> answer(ctx, 400, e));
        routes.exception(AmbiguousPatternException.class, (e, ctx) -> answer(ctx, 409, e));
        routes.exception(SetTooLargeException.class, (e, ctx) -> answer(ctx, 409, e));
    }

    private static void answer(Context ctx, int status, RuntimeException e) {
        ProblemAnswers.answer(ctx, Problem.of(status, String.valueOf(e.getMessage())));
    }
}
