package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.entityTag;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags and what they are for (RFC 9110, section 13). */
class ConditionalRequestsTest {
    private static final String SERVICE = "/api/config/product-service";
    private static final String PRODUCTS = SERVICE + "/products";

    @TempDir
    private Path directory;

    @AutoClose
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/config", SERVICE, PRODUCTS, SERVICE + "/", "/api/defaults", "/api/defaults/product-service"
            })
    void whatHasNotChangedIsNotSentAgain(String path) {
        server.patch("/api/defaults", "{\"ttlSeconds\":60}");
        HttpResponse<String> first = server.get(path);

        HttpResponse<String> second = server.get(path, "If-None-Match", "\"other\", W/" + entityTag(first));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(entityTag(second)).isEqualTo(entityTag(first));
        assertThat(second.headers().firstValue("Content-Length")).isEmpty();

        HttpResponse<String> head = server.send("HEAD", path, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(entityTag(head)).isEqualTo(entityTag(first));
        assertThat(head.headers().firstValueAsLong("Content-Length"))
                .hasValue(first.body().length());

        server.patch("/api/defaults", "{\"ttlSeconds\":61}");
        HttpResponse<String> third = server.get(path, "If-None-Match", entityTag(first));
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(entityTag(third)).isNotEqualTo(entityTag(first));
    }

    @Test
    void aServiceDoesNotNoticeWhatIsSetForAnother() {
        String before = entityTag(server.get(PRODUCTS));

        server.patch("/api/config/other-service/x", "{\"shouldCache\":true}");

        assertThat(entityTag(server.get(PRODUCTS))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH,  /api/config/product-service/products, '{\"ttlSeconds\":1}',                   200",
        "PUT,    /api/config/product-service/products, '{}',                                   200",
        "DELETE, /api/config/product-service/products, '',                                     204",
        "PUT,    /api/config/product-service,          '{\"defaults\":{\"ttlSeconds\":1}}',    200",
        "PATCH,  /api/defaults/product-service,        '{\"ttlSeconds\":1}',                   200",
        "PATCH,  /api/defaults,                        '{\"ttlSeconds\":1}',                   200",
    })
    void aChangeMayDependOnWhatItsAuthorHasSeen(String method, String path, String body, int status) {
        server.patch(PRODUCTS, "{\"shouldCache\":true}");
        server.patch("/api/defaults", "{\"jitterPercent\":1}");
        String seen = entityTag(server.get(path));
        String state = server.state();

        HttpResponse<String> late = server.send(method, path, body, "If-Match", "\"other-1\", W/" + seen);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(server.send(method, path, body, "If-None-Match", seen).statusCode())
                .isEqualTo(412);
        assertThat(server.state()).isEqualTo(state);

        assertThat(server.send(method, path, body, "If-Match", seen).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void anEndpointMayBeCreatedUnlessItExists(String method) {
        assertThat(server.send(method, PRODUCTS, "{}", "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertThat(server.send(method, PRODUCTS, "{\"ttlSeconds\":1}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(server.send(method, SERVICE + "/other", "{}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void aWriteThatChangesNothingTakesNoRevision() {
        server.patch(PRODUCTS, "{\"shouldCache\":true}");
        server.patch("/api/defaults", "{\"ttlSeconds\":60}");
        String state = server.state();

        assertThat(server.patch(PRODUCTS, "{\"shouldCache\":true}").statusCode())
                .isEqualTo(200);
        assertThat(server.patch("/api/defaults", "{}").statusCode()).isEqualTo(200);
        assertThat(server.put(SERVICE, "{\"endpoints\":[{\"endpoint\":\"/products\",\"shouldCache\":true}]}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(server.state()).isEqualTo(state);
    }
}
