package dev.cacheplane.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the filter lets by is byte for byte what the container sends without it, apart from {@code Cache-Status}. */
public abstract class PassingContract extends OnContainer {
    private static final String A = Container.PATH + "/a";
    private static final String BODY = "0123456789".repeat(5_000);

    protected PassingContract(Container.Starter starter) {
        super(starter);
    }

    /** The answer, which is the same with and without the filter. */
    private RawAnswer same(PolicySettings policy, App.Handler handler) throws IOException {
        serveWithout(handler);
        RawAnswer without = client().raw("GET", A);
        RawAnswer headWithout = client().raw("HEAD", A);
        serve(policy, handler);
        RawAnswer with = client().raw("GET", A);
        assertSame(with, without);
        serve(policy, handler);
        assertSame(client().raw("HEAD", A), headWithout);
        return with;
    }

    private static void assertSame(RawAnswer with, RawAnswer without) {
        assertThat(with.head()).anyMatch(line -> line.startsWith("Cache-Status: shop; fwd="));
        assertThat(comparable(with)).isEqualTo(comparable(without));
        assertThat(rest(with)).isEqualTo(rest(without));
    }

    private static List<String> comparable(RawAnswer answer) {
        List<String> lines = new ArrayList<>(answer.head());
        lines.removeIf(line -> line.matches("(?is)(date|cache-status):.*"));
        lines.add(answer.framing());
        return lines;
    }

    /** What follows the head, with framing and trailers. Spring's error page has the time. */
    private static String rest(RawAnswer answer) {
        return answer.raw().substring(answer.raw().indexOf("\r\n\r\n")).replaceAll("\"timestamp\":\"[^\"]*\"", "");
    }

    @Test
    void aResponseThatIsNotForStoringIsTheSameWithALength() throws IOException {
        RawAnswer answer = same(Shop.ON, (request, response) -> {
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("text/plain;charset=utf-8");
            response.setContentLength(BODY.length());
            response.getWriter().write(BODY);
        });

        assertThat(answer.framing()).isEqualTo("length");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(BODY);
    }

    @Test
    void andInChunks() throws IOException {
        RawAnswer answer = same(Shop.ON, (request, response) -> {
            response.setHeader("Cache-Control", "no-store");
            for (int i = 0; i < 3; i++) {
                response.getOutputStream().print("part " + i);
                response.flushBuffer();
            }
        });

        assertThat(answer.framing()).isEqualTo("chunked");
    }

    @Test
    void soIsOneThatIsStored() throws IOException {
        same(Shop.ON, (request, response) -> response.getOutputStream().print(BODY));
        same(Shop.ON, (request, response) -> response.getWriter().print("short"));
        same(Shop.ON, (request, response) -> response.setContentType("text/plain"));
    }

    @Test
    void theContainersErrorPageIsItsOwn() throws IOException {
        for (PolicySettings policy : List.of(Shop.ON, PolicySettings.EMPTY)) {
            RawAnswer answer = same(policy, (request, response) -> response.sendError(404, "not here"));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isNotEmpty();
        }
    }

    @Test
    void soIsThePageForAnException() throws IOException {
        App.Handler broken = (request, response) -> {
            throw new IllegalStateException("broken on purpose");
        };
        serveWithout(broken);
        RawAnswer without = client().raw("GET", A);
        serve(Shop.ON, broken);

        RawAnswer with = client().raw("GET", A);

        assertThat(with.status()).isEqualTo(without.status()).isEqualTo(500);
        assertThat(with.framing()).isEqualTo(without.framing());
    }

    @Test
    void aRedirectIsTheSame() throws IOException {
        RawAnswer answer = same(Shop.ON, (request, response) -> response.sendRedirect(Container.PATH + "/there?a=b"));

        assertThat(answer.status()).isEqualTo(302);
    }

    @Test
    void aForwardIsTheSame() throws IOException {
        same(PolicySettings.EMPTY, (request, response) -> {
            if (request.getRequestURI().equals(A)) {
                response.getWriter().print("thrown away");
                request.getRequestDispatcher(Container.PATH + "/there").forward(request, response);
            } else {
                response.getWriter().print("there");
            }
        });
    }

    @Test
    void whatIsIncludedDoesNothingToTheHead() throws IOException {
        RawAnswer answer = same(Shop.ON, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                response.setHeader("Cache-Tags", "included");
                response.setHeader("X-Own", "included");
                response.reset();
                response.setContentLength(1);
                response.sendRedirect("/elsewhere");
                response.sendError(404);
                response.getOutputStream().print("included ");
            } else {
                response.getOutputStream().print("before ");
                RequestDispatcher there = request.getRequestDispatcher(Container.PATH + "/there");
                Objects.requireNonNull(there).include(request, response);
                assertThat(response.getHeaders("Cache-Tags")).isEmpty();
                response.getOutputStream().print("after");
            }
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("before included after");
        assertThat(client().get(A).body()).isEqualTo("before included after");
        HttpResponse<String> hit = client().get(A);
        assertThat(Client.status(hit)).contains("; hit;");
        assertThat(hit.body()).isEqualTo("before included after");
    }

    @Test
    void trailersPassAndWhatHasThemIsNotStored() throws IOException {
        RawAnswer answer = same(Shop.ON, (request, response) -> {
            response.setTrailerFields(() -> Map.of("X-Sum", "1"));
            response.getOutputStream().print("part");
            response.flushBuffer();
            response.getOutputStream().print("part");
        });

        assertThat(answer.trailers()).hasSize(1).allMatch(line -> line.equalsIgnoreCase("X-Sum: 1"));
        assertThat(answer.head()).contains("Cache-Status: shop; fwd=uri-miss; fwd-status=200; detail=trailers");
        assertThat(client().raw("GET", A).trailers()).hasSize(1);
    }

    @Test
    void whatIsFlushedArrivesWhileTheHandlerRuns() throws IOException {
        for (String cacheControl : List.of("no-store", "max-age=10")) {
            CountDownLatch hasArrived = new CountDownLatch(1);
            serve(Shop.ON, (request, response) -> {
                response.setContentType("text/event-stream");
                response.setHeader("Cache-Control", cacheControl);
                response.getWriter().write("data: 1\n\n");
                response.getWriter().flush();
                waitFor(hasArrived);
                response.getWriter().write("data: 2\n\n");
            });
            try (Socket socket = client().open("GET", A);
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                readUntil(lines, "data: 1");
                hasArrived.countDown();
                readUntil(lines, "data: 2");
            }
        }
    }

    private static void readUntil(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (!wanted.equals(line)) {
            assertThat(line).as("before %s", wanted).isNotNull();
            line = lines.readLine();
        }
    }

    @Test
    void anAsynchronousResponseIsTheSame() throws IOException {
        same(Shop.ON, (request, response) -> {
            AsyncContext context = request.startAsync();
            context.start(() -> {
                print(context, BODY);
                context.complete();
            });
        });
    }
}
