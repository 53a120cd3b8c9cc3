package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String PRODUCTS = "/api/config/product-service/products";
    private static final Map<String, String> TOKENS =
            Map.of("ADMIN_TOKEN", "an-admins-long-token", "SDK_TOKEN", "an-sdks-long-token");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "GET,   /api/config/product-service/products, 'Bearer an-admins-long-token', 200",
        "PATCH, /api/config/product-service/products, 'Bearer an-admins-long-token', 201",
        "PATCH, /api/defaults,                        'bearer an-admins-long-token', 200",
        "GET,   /api/config/product-service/products, 'Bearer an-sdks-long-token',   200",
        "HEAD,  /api/config,                          'Bearer an-sdks-long-token',   200",
        "PATCH, /api/config/product-service/products, 'Bearer an-sdks-long-token',   403",
        "PUT,   /api/config/product-service,          'Bearer an-sdks-long-token',   403",
        "DELETE,/api/config/product-service/products, 'Bearer an-sdks-long-token',   403",
        "PATCH, /api/defaults,                        'Bearer an-sdks-long-token',   403",
        "BREW,  /api/defaults,                        'Bearer an-sdks-long-token',   403",
        "GET,   /api/config,                          'Bearer an-sdks-long-tokeN',   401",
        "GET,   /api/config,                          'Bearer ',                     401",
        "GET,   /api/config,                          'Basic an-sdks-long-token',    401",
        "GET,   /api/config,                          an-sdks-long-token,            401",
        "GET,   /api/nothing,                         'Bearer unknown',              401",
        "GET,   /api/health,                          'Bearer unknown',              200",
        "HEAD,  /api/health,                          'Bearer unknown',              200",
        "PUT,   /api/health,                          'Bearer unknown',              401",
        "GET,   /api/health/,                         'Bearer unknown',              401",
    })
    void aTokenSaysWhoMayDoWhat(String method, String path, String authorization, int status) {
        try (TestServer server = TestServer.start(directory, TOKENS)) {
            HttpResponse<String> answer = server.send(method, path, "{}", "Authorization", authorization);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
            if (status > 400 && !method.equals("HEAD")) {
                assertThat(json(answer).path("status").intValue()).isEqualTo(status);
                assertThat(answer.body()).doesNotContain("long-token");
            }
        }
    }

    @Test
    void withoutATokenNothingButHealthIsOpen() {
        try (TestServer server = TestServer.start(directory, TOKENS)) {
            assertThat(server.get("/api/config").statusCode()).isEqualTo(401);
            assertThat(server.patch(PRODUCTS, "{\"shouldCache\":true}").statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoMayNotChangeChangesNothing() {
        try (TestServer server = TestServer.start(directory, TOKENS)) {
            String[] admin = {"Authorization", "Bearer an-admins-long-token"};
            String before = server.get("/api/config", admin).body();

            server.patch(PRODUCTS, "{\"shouldCache\":true}", "Authorization", "Bearer an-sdks-long-token");
            server.get(PRODUCTS, "Authorization", "Bearer an-sdks-long-token", "X-HTTP-Method-Override", "DELETE");

            assertThat(server.get("/api/config", admin).body()).isEqualTo(before);
        }
    }

    @Test
    void anSdkTokenAloneLetsNobodyChangeAnything() {
        Map<String, String> sdkOnly = Map.of("SDK_TOKEN", "an-sdks-long-token");
        try (TestServer server = TestServer.start(directory, sdkOnly)) {
            assertThat(server.get(PRODUCTS, "Authorization", "Bearer an-sdks-long-token")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.patch(PRODUCTS, "{}", "Authorization", "Bearer an-sdks-long-token")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8000",
                "127.0.0.1",
                "127.0.0.1:8000",
                "10.1.2.3:8000",
                "[::1]",
                "[::1]:8000",
                "control-plane:8000",
                "Control-Plane"
            })
    void withoutTokensRequestsForThisMachineOrAKnownNamePass(String host) throws IOException {
        assertThat(answerFor(host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8000",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "control-plane.evil.example",
                "localhostx"
            })
    void withoutTokensRequestsForAnotherNameAreRefused(String host) throws IOException {
        assertThat(answerFor(host)).startsWith("HTTP/1.1 421 ").contains("Content-Type: application/problem+json\r\n");
    }

    @Test
    void aNameInTheRequestLineCountsToo() throws IOException {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.raw("GET http://evil.example/api/config HTTP/1.1", "Host: evil.example"))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(server.raw("GET http://evil.example/api/config HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void noPageOfAnotherOriginIsLetIn() {
        try (TestServer server = TestServer.start(directory)) {
            HttpResponse<String> preflight = server.send(
                    "OPTIONS",
                    PRODUCTS,
                    null,
                    "Origin",
                    "https://evil.example",
                    "Access-Control-Request-Method",
                    "PATCH");
            HttpResponse<String> form =
                    server.send("POST", PRODUCTS, "{\"shouldCache\":true}", "Origin", "https://evil.example");
            HttpResponse<String> read = server.get(PRODUCTS, "Origin", "https://evil.example");

            assertThat(preflight.statusCode()).isEqualTo(405);
            assertThat(form.statusCode()).isEqualTo(405);
            for (HttpResponse<String> answer : List.of(preflight, form, read)) {
                assertThat(answer.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            }
        }
    }

    private String answerFor(String host) throws IOException {
        try (TestServer server = TestServer.start(directory, Map.of("ALLOWED_HOSTS", "control-plane,other"))) {
            return server.raw("GET /api/config HTTP/1.1", "Host: " + host);
        }
    }
}
