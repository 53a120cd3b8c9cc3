package dev.cacheplane.service;

import static java.net.HttpURLConnection.HTTP_INTERNAL_ERROR;

import dev.cacheplane.service.problem.Problem;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever ends a request early is answered by a problem: what Javalin catches here, what Jetty refuses in {@code ContainerProblems}. */
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long MOST_BYTES_DROPPED = 64 << 20;
    private static final String ERROR = ProblemAnswers.class.getName() + ".error";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private ProblemAnswers() {}

    static void install(JavalinConfig config) {
        ContainerProblems containerProblems = new ContainerProblems();
        config.jetty.modifyServer(server -> server.setErrorHandler(containerProblems));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(containerProblems));
        config.http.prefer405over404 = true;
        config.routes.before(ProblemAnswers::refuseMethodOverride);
        config.routes.exception(Exception.class, (e, ctx) -> answer(ctx, problemOf(e)));
        config.routes.exception(HttpResponseException.class, (e, ctx) -> {
            if (e instanceof MethodNotAllowedResponse notAllowed) {
                notAllowed.getDetails().values().forEach(methods -> ctx.header(Header.ALLOW, methods));
            }
            if (e.getStatus() == HttpStatus.CONTENT_TOO_LARGE.getCode()) {
                dropRestOfBody(ctx);
            }
            answer(ctx, problemOf(e));
        });
        config.router.javaLangErrorHandler((response, error) -> answer(response, unexpected(error)));
    }

    /** What an exception that nobody caught says to the client. Logs it if it is not the client's fault. */
    static Problem problemOf(Throwable e) {
        if (e instanceof ProblemException problem) {
            return problem.problem();
        }
        if (e instanceof HttpResponseException response) {
            return Problem.of(response.getStatus(), detailOf(response));
        }
        if (e instanceof HttpException http && http.getCode() != HTTP_INTERNAL_ERROR) {
            return Problem.of(http.getCode(), String.valueOf(http.getReason()));
        }
        return unexpected(e);
    }

    private static Problem unexpected(Throwable e) {
        UUID instance = UUID.randomUUID();
        LOG.error("Request failed unexpectedly, answered as {}", instance, e);
        return Problem.unexpected(instance);
    }

    private static String detailOf(HttpResponseException e) {
        return switch (HttpStatus.forStatus(e.getStatus())) {
            case NOT_FOUND -> "There is nothing at this path";
            case METHOD_NOT_ALLOWED -> "This path does not know the method; see the Allow header";
            case CONTENT_TOO_LARGE -> "The body is too large";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** A client that is still sending would lose the answer together with the connection. */
    private static void dropRestOfBody(Context ctx) {
        try {
            ctx.req().getInputStream().skip(MOST_BYTES_DROPPED);
        } catch (IOException e) {
            LOG.debug("The client stopped sending", e);
        }
    }

    /** Javalin would obey the header, while filters in front of it see another method. */
    private static void refuseMethodOverride(Context ctx) {
        if (ctx.header(METHOD_OVERRIDE) != null) {
            throw new ProblemException(400, METHOD_OVERRIDE + " is not supported: send the method itself");
        }
    }

    /** Whatever problem the handler ends with will have the member {@code error}, for clients that look for it. */
    public static Handler failingAs(String error, Handler handler) {
        return ctx -> {
            ctx.attribute(ERROR, error);
            handler.handle(ctx);
        };
    }

    /** Answers with the problem: for exceptions of a service's own that have a handler. */
    public static void answer(Context ctx, Problem bare) {
        String error = ctx.attribute(ERROR);
        Problem problem = error == null ? bare : bare.withError(error);
        ctx.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .header(Header.CACHE_CONTROL, "no-store")
                .result(problem.toJson());
    }

    private static void answer(HttpServletResponse response, Problem problem) {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader(Header.CACHE_CONTROL, "no-store");
        try {
            response.getOutputStream().write(problem.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
