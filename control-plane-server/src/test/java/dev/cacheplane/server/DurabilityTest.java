package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.entityTag;
import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cacheplane.service.ConfigException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    private static final String SERVICE = "/api/config/product-service";

    @TempDir
    private Path directory;

    @Test
    void aRestartKeepsEverything() {
        String state;
        String tag;
        try (TestServer server = TestServer.start(directory)) {
            server.patch("/api/defaults", "{\"jitterPercent\":3}");
            server.patch("/api/defaults/product-service", "{\"ttlSeconds\":30}");
            server.patch(SERVICE + "/products/:id?method=GET", "{\"shouldCache\":true,\"tags\":[\"a\"]}");
            server.patch(SERVICE + "/gone", "{\"shouldCache\":true}");
            server.delete(SERVICE + "/gone");
            server.patch("/api/config/other/x", "{\"key\":{\"query\":[\"page\"]}}");
            state = server.state() + server.get("/api/config/other").body();
            tag = entityTag(server.get(SERVICE));
        }
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.state() + server.get("/api/config/other").body()).isEqualTo(state);
            assertThat(server.get(SERVICE, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(json(server.patch(SERVICE + "/new", "{}"))
                            .path("revision")
                            .intValue())
                    .isEqualTo(7);
        }
    }

    @Test
    void anEmptyStoreHasAnEpochOfItsOwn() {
        try (TestServer one = TestServer.start(directory.resolve("one"));
                TestServer other = TestServer.start(directory.resolve("other"))) {
            assertThat(entityTag(one.get(SERVICE))).isNotEqualTo(entityTag(other.get(SERVICE)));
        }
    }

    @Test
    void changesMadeAtTheSameTimeAllHoldAndEachHasARevisionOfItsOwn() throws Exception {
        int each = 20;
        try (TestServer server = TestServer.start(directory)) {
            List<Callable<List<Long>>> authors = List.of(
                    () -> patches(server, "ttlSeconds", each),
                    () -> patches(server, "jitterPercent", each),
                    () -> patches(server, "negativeTtlSeconds", each),
                    () -> patches(server, "staleIfErrorSeconds", each));
            ExecutorService executor = Executors.newFixedThreadPool(authors.size());
            List<Long> revisions = new ArrayList<>();
            try {
                for (Future<List<Long>> future : executor.invokeAll(authors)) {
                    revisions.addAll(future.get());
                }
            } finally {
                executor.shutdownNow();
            }

            assertThat(revisions).doesNotHaveDuplicates().hasSize(4 * each);
            JsonNode policy = json(server.get(SERVICE + "/products"));
            for (String field : List.of("ttlSeconds", "jitterPercent", "negativeTtlSeconds", "staleIfErrorSeconds")) {
                assertThat(policy.path(field).intValue()).as(field).isEqualTo(each);
            }
            assertThat(policy.path("revision").intValue()).isEqualTo(4 * each);
        }
    }

    /** Sets a field to 1, 2, 3… and sees each value as soon as it is acknowledged. */
    private static List<Long> patches(TestServer server, String field, int most) {
        List<Long> revisions = new ArrayList<>();
        for (int value = 1; value <= most; value++) {
            HttpResponse<String> answer = server.patch(SERVICE + "/products", "{\"" + field + "\":" + value + "}");
            revisions.add(json(answer).path("revision").longValue());
            assertThat(json(server.get(SERVICE + "/products")).path(field).intValue())
                    .isEqualTo(value);
        }
        return revisions;
    }

    @Test
    void aSecondControlPlaneIsKeptOutOfTheDirectory() {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> TestServer.start(directory))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("DATA_DIR: another control plane is running on " + directory);
        }
    }

    @Test
    void aFileThatIsNoDatabaseOfOursIsOneClearProblem() throws Exception {
        Files.writeString(directory.resolve("control-plane.db"), "this is not a database, however long it may be");

        assertThatThrownBy(() -> TestServer.start(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("DATA_DIR: " + directory.resolve("control-plane.db")
                        + " cannot be opened as the control plane's database: ")
                .message()
                .doesNotContain("\n");
    }
}
