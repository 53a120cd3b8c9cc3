package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String PRODUCTS = "/api/config/product-service/products";

    @Nested
    @TestInstance(PER_CLASS)
    class WithTokens {
        private static final String[] ADMIN = {"Authorization", "Bearer an-admins-long-token"};
        private static final String[] SDK = {"Authorization", "Bearer an-sdks-long-token"};

        private TestServer server;

        @BeforeAll
        void start(@TempDir Path directory) {
            server = TestServer.start(
                    directory, Map.of("ADMIN_TOKEN", "an-admins-long-token", "SDK_TOKEN", "an-sdks-long-token"));
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @ParameterizedTest
        @CsvSource({
            "GET,   /api/config/product-service/products, 'Bearer an-admins-long-token', 200",
            "PATCH, /api/config/product-service,          'Bearer an-admins-long-token', 405",
            "PUT,   /api/config/product-service,          'Bearer an-admins-long-token', 200",
            "PATCH, /api/defaults,                        'bearer an-admins-long-token', 200",
            "GET,   /api/config/product-service/products, 'Bearer an-sdks-long-token',   200",
            "HEAD,  /api/config,                          'Bearer an-sdks-long-token',   200",
            "PATCH, /api/config/product-service/products, 'Bearer an-sdks-long-token',   403",
            "PUT,   /api/config/product-service,          'Bearer an-sdks-long-token',   403",
            "DELETE,/api/config/product-service/products, 'Bearer an-sdks-long-token',   403",
            "PATCH, /api/defaults,                        'Bearer an-sdks-long-token',   403",
            "BREW,  /api/defaults,                        'Bearer an-sdks-long-token',   403",
            "GET,   /api/fleet/product-service,           'Bearer an-sdks-long-token',   200",
            "GET,   /api/stream/Not-A-Name,               'Bearer an-sdks-long-token',   400",
            "GET,   /api/stream/product-service,          'Bearer unknown',              401",
            "POST,  /api/fleet/product-service,           'Bearer an-sdks-long-token',   400",
            "POST,  /api/fleet/product-service,           'Bearer an-admins-long-token', 400",
            "POST,  /api/fleet/product-service,           'Bearer unknown',              401",
            "DELETE,/api/fleet/shop/5f3c0b9e-0000-4000-8000-000000000000, 'Bearer an-sdks-long-token',   204",
            "DELETE,/api/fleet/shop/5f3c0b9e-0000-4000-8000-000000000000, 'Bearer an-admins-long-token', 204",
            "DELETE,/api/fleet/shop/5f3c0b9e-0000-4000-8000-000000000000, 'Bearer unknown',              401",
            "DELETE,/api/fleet/product-service,           'Bearer an-sdks-long-token',   403",
            "POST,  /api/fleet/shop/5f3c0b9e-0000-4000-8000-000000000000, 'Bearer an-sdks-long-token',   403",
            "PUT,   /api/fleet/product-service,           'Bearer an-sdks-long-token',   403",
            "POST,  /api/fleet,                           'Bearer an-sdks-long-token',   403",
            "POST,  /api/config/product-service,          'Bearer an-sdks-long-token',   403",
            "POST,  /api/fleets/product-service,          'Bearer an-sdks-long-token',   403",
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
        void theTokenSaysWhoMayDoWhat(String method, String path, String authorization, int status) {
            HttpResponse<String> answer = server.send(method, path, "{}", "Authorization", authorization);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
            if (status > 400) {
                assertThat(json(answer).path("status").intValue()).isEqualTo(status);
                assertThat(answer.body()).doesNotContain("long-token");
            }
        }

        @Test
        void withoutOneNoDataButHealthAreOpen() {
            assertThat(server.get("/api/config").statusCode()).isEqualTo(401);
            assertThat(server.patch(PRODUCTS, "{\"shouldCache\":true}").statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/fleet/../config/product-service/products",
                    "/api/fleet/x/../../config/product-service/products",
                    "/api/fleet/..%2Fconfig%2Fproduct-service/products",
                    "/api/fleet//api/config/product-service/products",
                    "/api/fleet/x;/../config/product-service",
                })
        void whoMayReportMayNotReachAnythingElseByIt(String path) throws IOException {
            server.patch(PRODUCTS, "{\"shouldCache\":true}", ADMIN);
            String before = server.get("/api/config", ADMIN).body();

            for (String method : List.of("POST", "DELETE")) {
                assertThat(server.raw(method + " " + path + " HTTP/1.1", "Host: localhost", SDK[0] + ": " + SDK[1]))
                        .startsWith("HTTP/1.1 4");
            }
            assertThat(server.get("/api/config", ADMIN).body()).isEqualTo(before);
        }

        @Test
        void whoMayNotChangeChangesNothing() {
            server.patch(PRODUCTS, "{\"shouldCache\":true}", ADMIN);
            String before = server.get("/api/config", ADMIN).body();

            server.patch(PRODUCTS, "{\"shouldCache\":false}", SDK);
            server.get(PRODUCTS, SDK[0], SDK[1], "X-HTTP-Method-Override", "DELETE");
            server.delete(PRODUCTS);

            assertThat(server.get("/api/config", ADMIN).body()).isEqualTo(before);
        }
    }

    @Test
    void anSdkTokenAloneLetsNobodyChangeAnything(@TempDir Path directory) {
        String[] sdk = {"Authorization", "Bearer an-sdks-long-token"};
        try (TestServer server = TestServer.start(directory, Map.of("SDK_TOKEN", "an-sdks-long-token"))) {
            assertThat(server.get(PRODUCTS, sdk).statusCode()).isEqualTo(200);
            assertThat(server.patch(PRODUCTS, "{}", sdk).statusCode()).isEqualTo(403);
        }
    }

    @Nested
    @TestInstance(PER_CLASS)
    class WithoutTokens {
        private TestServer server;

        @BeforeAll
        void start(@TempDir Path directory) {
            server = TestServer.start(directory, Map.of("ALLOWED_HOSTS", "control-plane,other"));
        }

        @AfterAll
        void stop() {
            server.close();
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
        void requestsForThisMachineOrAKnownNamePass(String host) throws IOException {
            assertThat(server.raw("GET /api/config HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200 ");
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
        void requestsForAnyOtherNameAreRefused(String host) throws IOException {
            for (String target : List.of("/api/config", "http://" + host + "/api/config")) {
                assertThat(server.raw("GET " + target + " HTTP/1.1", "Host: " + host))
                        .startsWith("HTTP/1.1 421 ")
                        .contains("Content-Type: application/problem+json\r\n");
            }
            assertThat(server.raw("GET http://" + host + "/api/config HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 4");
        }

        @Test
        void noPageOfAnotherOriginIsLetIn() {
            String[] origin = {"Origin", "https://evil.example"};
            HttpResponse<String> preflight = server.send(
                    "OPTIONS", PRODUCTS, null, origin[0], origin[1], "Access-Control-Request-Method", "PATCH");
            HttpResponse<String> form = server.send("POST", PRODUCTS, "{\"shouldCache\":true}", origin);
            HttpResponse<String> read = server.get(PRODUCTS, origin);

            assertThat(preflight.statusCode()).isEqualTo(403);
            assertThat(form.statusCode()).isEqualTo(403);
            assertThat(read.statusCode()).isEqualTo(200);
            for (HttpResponse<String> answer : List.of(preflight, form, read)) {
                assertThat(answer.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            }
        }

        @Test
        void noPageOfAnotherOriginReportsForAnInstance() {
            String report = "{\"instance\":\"5f3c0b9e-0000-4000-8000-000000000000\",\"version\":\"1\",\"host\":\"a\","
                    + "\"source\":\"default\"}";
            String fleet = "/api/fleet/product-service";

            // What a form, or fetch without asking first, can send.
            for (String[] page : new String[][] {
                {"Content-Type", "text/plain", "Origin", "https://evil.example"},
                {"Content-Type", "text/plain", "Origin", "null"},
                {"Content-Type", "text/plain", "Origin", "http://127.0.0.1:1"},
                {"Content-Type", "text/plain", "Sec-Fetch-Site", "cross-site"},
            }) {
                assertThat(server.send("POST", fleet, report, page).statusCode())
                        .as(String.join(" ", page))
                        .isEqualTo(403);
            }
            assertThat(json(server.get(fleet)).path("instances")).isEmpty();

            assertThat(server.send("POST", fleet, report).statusCode()).isEqualTo(204);
        }
    }
}
