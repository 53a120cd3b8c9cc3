package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.entityTag;
import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser is given it. */
@TestInstance(PER_CLASS)
class ConsoleTest {
    private static final String TOKEN = "an-admins-long-token";

    @AutoClose
    private TestServer server;

    @AutoClose
    private TestServer withTokens;

    @BeforeAll
    void start(@TempDir Path open, @TempDir Path closed) {
        server = TestServer.start(open);
        withTokens = TestServer.start(closed, Map.of("ADMIN_TOKEN", TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "/,                                 text/html",
        "/console/app.js,                   text/javascript",
        "/console/vendor/preact.module.js,  text/javascript",
        "/console/vendor/htm.module.js,     text/javascript",
        "/console/style.css,                text/css",
        "/console/icon.svg,                 image/svg+xml",
    })
    void everyFileSaysWhatItIsAndWhatABrowserMayDoWithIt(String path, String type) {
        HttpResponse<String> file = server.get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isNotEmpty();
        assertThat(header(file, "Content-Type")).startsWith(type);
        assertThat(header(file, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                        + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(file, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
        assertThat(entityTag(file)).matches("\"[0-9a-f]{64}\"");
    }

    @Test
    void whoHasAFileIsNotSentItAgain() throws IOException {
        String tag = entityTag(server.get("/console/app.js"));

        for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            HttpResponse<String> again = server.get("/console/app.js", "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(entityTag(again)).isEqualTo(tag);
            assertThat(header(again, "Content-Security-Policy")).isNotEmpty();
        }
        assertThat(server.raw("GET / HTTP/1.1", "Host: localhost", "If-None-Match: *"))
                .startsWith("HTTP/1.1 304 ")
                .doesNotContain("Content-Length");
        assertThat(server.get("/", "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(server.get("/console/style.css").headers().firstValue("ETag"))
                .isNotEqualTo(tag);
    }

    @Test
    void headTellsTheLengthAndSendsNothing() {
        HttpResponse<String> head = server.send("HEAD", "/", null);
        HttpResponse<String> get = server.get("/");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
        assertThat(entityTag(head)).isEqualTo(entityTag(get));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/nothing.js",
                "/console/index.html",
                "/console/vendor/",
                "/console/vendor/CHECKSUMS",
                "/console/ConsoleRoutes.class",
                "/index.html",
            })
    void whatIsNoFileOfThePageIsNotFound(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../console/ConsoleFile.class",
                "/console/../../Main.class",
                "/console/..%2F..%2FMain.class",
                "/console/%2e%2e/%2e%2e/Main.class",
                "/console/..\\..\\Main.class",
                "/console//etc/passwd",
                "/console/vendor/../../../../../../db/migration/V1__policies.sql",
                "/console/%00",
            })
    void noPathLeadsOutOfThePage(String path) throws IOException {
        for (TestServer any : new TestServer[] {server, withTokens}) {
            assertThat(any.raw("GET " + path + " HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void thePageIsOnlyRead() {
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            assertThat(server.send(method, "/", "{}").statusCode()).as(method).isEqualTo(405);
            assertThat(withTokens.send(method, "/", "{}").statusCode())
                    .as(method)
                    .isEqualTo(401);
        }
    }

    @Test
    void withTokensEverybodyMayReadThePageAndNobodyWhatItShows() {
        assertThat(withTokens.get("/").body()).isEqualTo(server.get("/").body());
        assertThat(withTokens.get("/console/app.js").statusCode()).isEqualTo(200);
        assertThat(withTokens.get("/console/nothing.js").statusCode()).isEqualTo(401);
        assertThat(withTokens.get("/console/../api/config").statusCode()).isEqualTo(401);
        assertThat(withTokens.get("/api/config").statusCode()).isEqualTo(401);
        assertThat(withTokens
                        .get("/api/config", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    /** The page learns what endpoints inherit by asking for a pattern that nobody has configured. */
    @Test
    void aPatternThatIsNotConfiguredAnswersWhatEndpointsInherit() {
        server.patch("/api/config/inheriting/**", "{\"ttlSeconds\":5,\"jitterPercent\":1}");
        server.patch("/api/config/inheriting/:a/:b", "{\"ttlSeconds\":6}");
        server.patch("/api/defaults/inheriting", "{\"jitterPercent\":7}");

        JsonNode inherited = json(server.get("/api/config/inheriting/%7Binherited%7D/anything"));
        assertThat(inherited.path("matched").isNull()).isTrue();
        assertThat(inherited.path("ttlSeconds").asInt()).isEqualTo(300);
        assertThat(inherited.path("jitterPercent").asInt()).isEqualTo(7);
        assertThat(inherited.path("sources").path("ttlSeconds").asText()).isEqualTo("default");
        assertThat(inherited.path("sources").path("jitterPercent").asText()).isEqualTo("service");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
