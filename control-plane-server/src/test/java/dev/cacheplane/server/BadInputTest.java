package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request: it gets a problem that says so, and changes nothing. */
@TestInstance(PER_CLASS)
class BadInputTest {
    private static final String PRODUCTS = "/api/config/product-service/products";

    @AutoClose
    private TestServer server;

    private String state = "";

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory);
        server.patch(PRODUCTS, "{\"shouldCache\":true}");
        state = server.state();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(server.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                     | ``",
                "{\"shouldCache\":                                      | ``",
                "{\"shouldCache\":true} and more                        | ``",
                "{\"shouldCache\":true}{}                               | ``",
                "{'shouldCache':true}                                   | ``",
                "{\"ttlSeconds\":1,\"ttlSeconds\":2}                    | ``",
                "[]                                                     | ``",
                "null                                                   | ``",
                "true                                                   | ``",
                "{\"ttl\":1}                                            | /ttl",
                "{\"shouldCache\":\"true\"}                             | /shouldCache",
                "{\"shouldCache\":1}                                    | /shouldCache",
                "{\"ttlSeconds\":\"300\"}                               | /ttlSeconds",
                "{\"ttlSeconds\":1.5}                                   | /ttlSeconds",
                "{\"ttlSeconds\":0}                                     | /ttlSeconds",
                "{\"ttlSeconds\":-1}                                    | /ttlSeconds",
                "{\"ttlSeconds\":31536001}                              | /ttlSeconds",
                "{\"ttlSeconds\":99999999999999999999}                  | /ttlSeconds",
                "{\"ttlSeconds\":1e9}                                   | /ttlSeconds",
                "{\"tags\":\"a\"}                                       | /tags",
                "{\"tags\":[\"a\",1]}                                   | /tags/1",
                "{\"key\":{\"query\":\"some\"}}                         | /key/query",
                "{\"key\":{\"body\":true}}                              | /key/body",
                "{\"invalidates\":{\"endpoints\":[\"/a/../b\"]}}        | /invalidates/endpoints/0",
            })
    void aBodyThatIsNoPolicyIsRefusedByPatchAndPut(String body, String pointer) {
        for (String method : new String[] {"PATCH", "PUT"}) {
            assertProblem(server.send(method, PRODUCTS, body), 400, pointer);
        }
        assertProblem(server.patch("/api/defaults", body), 400, pointer);
        assertProblem(server.patch("/api/defaults/product-service", body), 400, pointer);
    }

    @Test
    void everyFaultOfABodyIsNamed() {
        HttpResponse<String> answer =
                server.patch(PRODUCTS, "{\"ttlSeconds\":0,\"shouldCache\":3,\"colour\":\"red\",\"jitterPercent\":50}");

        assertThat(json(answer).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/ttlSeconds", "/shouldCache", "/colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"endpoints\":{}}                                                     | /endpoints",
                "{\"endpoints\":[1]}                                                    | /endpoints/0",
                "{\"endpoints\":[{\"shouldCache\":true}]}                               | /endpoints/0/endpoint",
                "{\"endpoints\":[{\"endpoint\":\"products\"}]}                          | /endpoints/0/endpoint",
                "{\"endpoints\":[{\"endpoint\":\"/a\"},{\"endpoint\":\"/a/\"}]}         | /endpoints/1",
                "{\"endpoints\":[{\"endpoint\":\"/a\",\"method\":\"G T\"}]}             | /endpoints/0/method",
                "{\"endpoints\":[{\"endpoint\":\"/a\",\"ttlSeconds\":0}]}               | /endpoints/0/ttlSeconds",
                "{\"defaults\":{\"ttlSeconds\":0}}                                      | /defaults/ttlSeconds",
                "{\"endpoint\":[]}                                                      | /endpoint",
            })
    void aBodyThatIsNoSetIsRefused(String body, String pointer) {
        assertProblem(server.put("/api/config/product-service", body), 400, pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "/products/../orders,           400",
        "/products/./7,                 400",
        "/products/%2e%2e/orders,       400",
        "/products%2F7,                 400",
        "/products%5C7,                 400",
        "/products%00,                  400",
        "/products%0A,                  400",
        "/products%zz,                  400",
        "/products%C3,                  400",
        "/products;v=1,                 400",
        "//products,                    400",
        "/products//7,                  400",
        "/products/{id},                400",
        "/products/%7Bid,               400",
        "/products/a*b,                 400",
        "/products/::,                  400",
        "/**/**/**,                     400",
        "/products?method=G%20T,        400",
        "/products?method=,             400",
        "/products?method=GET&method=X, 400",
        "/products?verbose=true,        400",
    })
    void anEndpointThatIsNoneIsRefused(String endpoint, int status) throws Exception {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            assertRawProblem(
                    server.raw(
                            method + " /api/config/product-service" + endpoint + " HTTP/1.1",
                            "Host: localhost",
                            "Content-Length: 2",
                            "",
                            "{}"),
                    status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/config/UPPER HTTP/1.1                 | 400",
                "GET /api/config/UPPER/x HTTP/1.1               | 400",
                "GET /api/config/-x HTTP/1.1                    | 400",
                "GET /api/config/a%2Fb HTTP/1.1                 | 400",
                "GET /api/defaults/UPPER HTTP/1.1               | 400",
                "GET /api/config?x=1 HTTP/1.1                   | 400",
                "GET /api/config/product-service?x=1 HTTP/1.1   | 400",
                "GET /api/defaults?x=1 HTTP/1.1                 | 400",
                "GET /api/../api/config HTTP/1.1                | 404",
                "GET /api//config HTTP/1.1                      | 404",
                "GET /api/config//products HTTP/1.1             | 404",
                "GET /api/config/ HTTP/1.1                      | 404",
                "GET /console/ HTTP/1.1                         | 404",
                "GET /{ HTTP/1.1                                | 400",
                "POST /api/config/product-service/x HTTP/1.1    | 405",
                "OPTIONS /api/config HTTP/1.1                   | 405",
                "BREW /api/config HTTP/1.1                      | 405",
                "GET /api/config HTTP/9.9                       | 505",
                "GET http://[/api/config HTTP/1.1               | 400",
                "what is this                                   | 505",
                "GARBAGE                                        | 400",
                "GET /api/%63onfig/product-service/x HTTP/1.1   | 404",
                "OPTIONS * HTTP/1.1                             | 404",
                "GET * HTTP/1.1                                 | 400",
                "PRI * HTTP/2.0                                 | 426",
                "TRACE /api/config HTTP/1.1                     | 405",
            })
    void aRequestThatMakesNoSenseIsRefused(String requestLine, int status) throws Exception {
        assertRawProblem(server.raw(requestLine, "Host: localhost"), status);
    }

    @Test
    void namesThatAreTooLongAreRefused() throws Exception {
        String thousand = "a".repeat(1_000);

        assertRawProblem(server.raw("PUT /api/config/" + thousand + "/x HTTP/1.1", "Host: localhost"), 400);
        assertRawProblem(
                server.raw("PUT " + PRODUCTS + "/" + thousand + "/" + thousand + " HTTP/1.1", "Host: localhost"), 400);
        assertRawProblem(server.raw("PUT " + PRODUCTS + "/x".repeat(70) + " HTTP/1.1", "Host: localhost"), 400);
        assertRawProblem(
                server.raw("PUT " + PRODUCTS + "/" + thousand.repeat(20) + " HTTP/1.1", "Host: localhost"), 414);
        assertRawProblem(
                server.raw("PUT " + PRODUCTS + " HTTP/1.1", "Host: localhost", "X: " + thousand.repeat(20)), 431);
        assertProblem(server.patch(PRODUCTS, "{\"" + thousand.repeat(60) + "\":1}"), 400, null);
        assertProblem(server.patch(PRODUCTS, "{\"tags\":[\"" + thousand + "\"]}"), 400, "/tags/0");
    }

    @ParameterizedTest
    @MethodSource
    void aBodyThatIsTooMuchIsRefused(String what, String body, int status) {
        assertProblem(server.patch(PRODUCTS, body), status, null);
    }

    static Stream<Arguments> aBodyThatIsTooMuchIsRefused() {
        return Stream.of(
                arguments("10 MB", "{\"tags\":[\"" + "a".repeat(10_000_000) + "\"]}", 413),
                arguments("100,000 brackets", "[".repeat(100_000), 400),
                arguments("100,000 nested objects", "{\"key\":".repeat(100_000), 400),
                arguments("a number of 100,000 digits", "{\"ttlSeconds\":" + "9".repeat(100_000) + "}", 400));
    }

    @Test
    void aBodyThatIsNotTextIsRefused() throws Exception {
        for (String bytes : new String[] {
            "\u00ff\u00ff", "{\"keyVersion\":\"\u00c3\"}", "\0\0\0{", "\0\0\u00fe\u00ff\u00ff\u00ff\u00ff\u00ff"
        }) {
            assertRawProblem(
                    server.raw(
                            "PATCH " + PRODUCTS + " HTTP/1.1",
                            "Host: localhost",
                            "Content-Length: " + bytes.length(),
                            "",
                            bytes),
                    400);
        }
    }

    @ParameterizedTest
    @CsvSource({"If-Match, abc", "If-None-Match, 'W/abc'", "If-Match, '\"a'", "If-None-Match, '* \"a\"'"})
    void aPreconditionThatIsNoneIsRefused(String header, String value) {
        assertProblem(server.patch(PRODUCTS, "{\"ttlSeconds\":1}", header, value), 400, null);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, @Nullable String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        if (pointer != null) {
            assertThat(problem.path("errors").findValuesAsText("pointer")).containsExactly(pointer);
        }
    }

    private static void assertRawProblem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nContent-Type: application/problem+json\r\n");
        assertThat(json(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                        .path("status")
                        .intValue())
                .isEqualTo(status);
    }
}
