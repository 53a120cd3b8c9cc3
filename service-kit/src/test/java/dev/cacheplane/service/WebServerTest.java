package dev.cacheplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(PER_CLASS)
class WebServerTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private WebServer server;

    @BeforeAll
    void start() {
        server = WebServer.start(ListenAddress.loopback(0), config -> {
            config.jetty.modifyServletContextHandler(context -> context.addFilter(
                    new FilterHolder((Filter) (request, response, chain) -> {
                        throw new IllegalStateException("secret of a filter");
                    }),
                    "/filtered",
                    EnumSet.of(DispatcherType.REQUEST)));
            config.routes
                    .get("/hello", ctx -> ctx.result("hello"))
                    .get("/token", ctx -> ctx.result(String.valueOf(ctx.header("Authorization"))))
                    .put("/hello", ctx -> ctx.result(ctx.bodyAsBytes().length + " bytes"))
                    .get("/filtered", ctx -> ctx.result("never"))
                    .get("/conflict", ctx -> {
                        throw new ProblemException(409, "Somebody was faster");
                    })
                    .get("/faults", ctx -> {
                        throw new ProblemException(List.of(new Fault("/a", "is odd"), new Fault("/b/0", "is even")));
                    })
                    .get("/named", ProblemAnswers.failingAs("Report failed", ctx -> {
                        throw new ProblemException(400, "Not so");
                    }))
                    .get("/broken", ctx -> {
                        throw new IllegalStateException("secret of a handler");
                    })
                    .get("/deep", ctx -> {
                        throw new StackOverflowError("secret of the stack");
                    })
                    .get(
                            "/later",
                            ctx -> ctx.future(
                                    () -> CompletableFuture.failedFuture(new ProblemException(503, "Not now"))));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /hello,     200",
        "GET,    /nowhere,   404",
        "POST,   /hello,     405",
        "OPTIONS,/hello,     405",
        "BREW,   /hello,     405",
        "GET,    /conflict,  409",
        "GET,    /faults,    400",
        "GET,    /broken,    500",
        "GET,    /deep,      500",
        "GET,    /filtered,  500",
        "GET,    /later,     503",
    })
    void everyErrorOfARouteIsAProblem(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertIsProblem(answer, status);
        }
    }

    @Test
    void aHandlerMayNameItsFailures() throws Exception {
        assertThat(send(request("/named")).body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Not so\","
                        + "\"error\":\"Report failed\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /{ HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n | 400",
                "GET /%00 HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n          | 400",
                "GET /%zz HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n          | 400",
                "PUT /{ HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n | 400",
                "GARBAGE\\r\\n\\r\\n                                                        | 400",
                "GET /hello HTTP/1.1\\r\\n\\r\\n                                            | 400",
                "GET /hello HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n         | 400",
                "GET /hello HTTP/7.0\\r\\nHost: a\\r\\n\\r\\n                               | 505",
            })
    void whatJettyRefusesByItselfIsAProblemToo(String request, int status) throws Exception {
        String answer = RawHttp.exchange(server.port(), request.replace("\\r\\n", "\r\n"));

        assertRawProblem(answer, status);
    }

    @Test
    void anUnknownAcceptHeaderDoesNotTakeTheProblemAway() throws Exception {
        assertRawProblem(
                RawHttp.exchange(
                        server.port(), "GET /{ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: image/png\r\n\r\n"),
                400);
    }

    @Test
    void aPathThatIsTooLongIsAProblem() throws Exception {
        String path = "/" + "a".repeat(20_000);

        assertRawProblem(RawHttp.exchange(server.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    }

    @Test
    void headersThatAreTooLongAreAProblem() throws Exception {
        String header = "X-Long: " + "a".repeat(20_000);

        assertRawProblem(
                RawHttp.exchange(server.port(), "GET /hello HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"), 431);
    }

    @Test
    void aBrokenChunkIsAProblem() throws Exception {
        String request = "PUT /hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnot a chunk\r\n";

        assertRawProblem(RawHttp.exchange(server.port(), request), 400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfMoreThanAMebibyteIsAProblem(boolean lengthIsKnown) throws Exception {
        byte[] body = new byte[10_000_000];
        var publisher = lengthIsKnown
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        assertIsProblem(send(request("/hello").PUT(publisher)), 413);
        assertThat(send(request("/hello").PUT(BodyPublishers.ofByteArray(new byte[1 << 20])))
                        .body())
                .isEqualTo("1048576 bytes");
    }

    @Test
    void aProblemNamesEveryFault() throws Exception {
        JsonNode problem = JSON.readTree(send(request("/faults")).body());

        assertThat(problem)
                .hasToString(
                        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                                + "\"detail\":\"The body has 2 faults\",\"errors\":"
                                + "[{\"pointer\":\"/a\",\"detail\":\"is odd\"},{\"pointer\":\"/b/0\",\"detail\":\"is even\"}]}");
    }

    @Test
    void aMethodThatIsNotAllowedSaysWhichAre() throws Exception {
        HttpResponse<String> answer = send(request("/hello").DELETE());

        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/deep", "/filtered"})
    void anUnexpectedErrorGivesNothingAwayButTheNameItHasInTheLog(String path) throws Exception {
        JsonNode problem = JSON.readTree(send(request(path)).body());

        assertThat(problem.toString()).doesNotContain("secret");
        assertThat(problem.path("instance").asText()).startsWith("urn:uuid:");
    }

    @Test
    void noHeaderChangesTheMethod() throws Exception {
        HttpResponse<String> answer = send(request("/hello").header("X-HTTP-Method-Override", "PUT"));

        assertIsProblem(answer, 400);
    }

    @Test
    void aHeaderIsWhatWasSentWhateverTheConnectionSawBefore() throws Exception {
        for (String token : List.of("Bearer abc", "Bearer abC", "Bearer abc")) {
            assertThat(send(request("/token").header("Authorization", token)).body())
                    .isEqualTo(token);
        }
    }

    @Test
    void requestsInFlightFinishWhileTheServerStopsAndNobodyElseIsLetIn() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        WebServer stopping = WebServer.start(
                ListenAddress.loopback(0),
                config -> config.routes.get("/slow", ctx -> {
                    started.countDown();
                    mayEnd.await();
                    ctx.result("done");
                }));
        URI uri = URI.create("http://127.0.0.1:" + stopping.port() + "/slow");
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        started.await();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> RawHttp.exchange(stopping.port(), "GET /slow HTTP/1.0\r\n\r\n"))
                                .isInstanceOf(ConnectException.class));
        assertThat(stopped).isNotDone();
        mayEnd.countDown();

        assertThat(slow.get().body()).isEqualTo("done");
        stopped.get();
    }

    @Test
    void aPortThatIsTakenIsOneClearProblem() {
        assertThatThrownBy(() -> WebServer.start(ListenAddress.loopback(server.port()), config -> {}))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "PORT: cannot listen on 127.0.0.1:" + server.port() + ": Address already in use");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertIsProblem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(status);
    }

    private static void assertRawProblem(String answer, int status) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json\r\n");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(JSON.readTree(body).path("status").asInt()).isEqualTo(status);
    }
}
