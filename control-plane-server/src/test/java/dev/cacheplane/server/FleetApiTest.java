package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(PER_CLASS)
class FleetApiTest {
    private static final String INSTANCE = "5f3c0b9e-0000-4000-8000-00000000000a";

    @AutoClose
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory);
    }

    @Test
    void whatAnInstanceSaysIsFoundAgain() {
        server.patch("/api/config/told/items", "{\"shouldCache\":true}");
        JsonNode revision = json(server.get("/api/fleet/told")).path("revision");
        String report =
                "{\"instance\":\"" + INSTANCE + "\",\"version\":\"0.1.0\",\"host\":\"web-1\",\"applied\":" + revision
                        + ",\"source\":\"poll\",\"rejected\":[{\"pointer\":\"/endpoints/0/ttlSeconds\",\"detail\":\"too new\"}],"
                        + "\"ageMillis\":41,\"somethingNewer\":{\"a\":[1]}}";

        HttpResponse<String> answer = server.post("/api/fleet/told", report, "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();

        HttpResponse<String> seen = server.get("/api/fleet/told");
        JsonNode fleet = json(seen);
        assertThat(seen.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(fleet.fieldNames()).toIterable().containsExactly("service", "revision", "summary", "instances");
        assertThat(fleet.path("service").asText()).isEqualTo("told");
        assertThat(revision.path("number").asInt()).isPositive();
        assertThat(fleet.path("summary").toString()).isEqualTo("{\"live\":1,\"applied\":1,\"lagging\":0,\"gone\":0}");
        JsonNode instance = fleet.path("instances").path(0);
        assertThat(instance.path("reportedMillisAgo").isIntegralNumber()).isTrue();
        assertThat(instance.toString().replaceAll("\"reportedMillisAgo\":[0-9]+", "\"reportedMillisAgo\":0"))
                .isEqualTo("{\"instance\":\"" + INSTANCE
                        + "\",\"host\":\"web-1\",\"version\":\"0.1.0\",\"state\":\"applied\",\"applied\":" + revision
                        + ",\"source\":\"poll\",\"rejected\":[{\"pointer\":\"/endpoints/0/ttlSeconds\",\"detail\":\"too new\"}],"
                        + "\"ageMillis\":41,\"reportedMillisAgo\":0,\"appliedAfterMillis\":null}");
    }

    @Test
    void anInstanceThatHasAppliedNothingSaysSo() {
        assertThat(server.post("/api/fleet/fresh", report("\"applied\":null,\"source\":\"default\""))
                        .statusCode())
                .isEqualTo(204);

        JsonNode instance =
                json(server.get("/api/fleet/fresh")).path("instances").path(0);
        assertThat(instance.path("applied").isNull()).isTrue();
        assertThat(instance.path("ageMillis").isNull()).isTrue();
        assertThat(instance.path("source").asText()).isEqualTo("default");
    }

    @Test
    void aServiceOfWhichNobodyKnowsHasAnEmptyFleet() {
        JsonNode fleet = json(server.get("/api/fleet/nobody"));

        assertThat(fleet.path("instances")).isEmpty();
        assertThat(fleet.path("revision").path("hash").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    void anInstanceThatEndsTakesItsLeaveAsOftenAsItLikes() {
        server.post("/api/fleet/leaving", report("\"source\":\"default\""));

        for (int i = 0; i < 2; i++) {
            assertThat(server.delete("/api/fleet/leaving/" + INSTANCE).statusCode())
                    .isEqualTo(204);
            assertThat(json(server.get("/api/fleet/leaving")).path("instances")).isEmpty();
        }
        assertThat(server.delete("/api/fleet/leaving/" + UUID.randomUUID()).statusCode())
                .isEqualTo(204);
        assertThat(server.delete("/api/fleet/leaving/somebody").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"instance\":\"me\"                                                          | /instance",
                "\"instance\":null                                                            | /instance",
                "\"version\":\"\"                                                             | /version",
                "\"host\":7                                                                   | /host",
                "\"source\":\"STREAM\"                                                        | /source",
                "\"ageMillis\":-1                                                             | /ageMillis",
                "\"ageMillis\":1.5                                                            | /ageMillis",
                "\"ageMillis\":9007199254740992                                               | /ageMillis",
                "\"applied\":\"none\"                                                         | /applied",
                "\"applied\":{\"epoch\":\"a\",\"number\":1}                                   | /applied/hash",
                "\"applied\":{\"epoch\":\"a-b\",\"number\":1,\"hash\":\"0123456789abcdef\"}   | /applied/epoch",
                "\"applied\":{\"epoch\":\"a\",\"number\":-1,\"hash\":\"0123456789abcdef\"}    | /applied/number",
                "\"applied\":{\"epoch\":\"a\",\"number\":\"1\",\"hash\":\"0123456789abcdef\"} | /applied/number",
                "\"applied\":{\"epoch\":\"a\",\"number\":1,\"hash\":\"0123456789ABCDEF\"}     | /applied/hash",
                "\"rejected\":{}                                                              | /rejected",
                "\"rejected\":[{\"pointer\":\"\",\"detail\":\"x\"},\"y\"]                     | /rejected",
                "\"rejected\":[{\"pointer\":\"\"}]                                            | /rejected/0/detail",
                "\"rejected\":[{\"pointer\":1,\"detail\":\"x\"}]                              | /rejected/0/pointer",
            })
    void aReportThatIsNoneIsRefused(String fields, String pointer) {
        HttpResponse<String> answer = server.post("/api/fleet/strict", overridden(fields));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors")).hasSize(1);
        assertThat(json(answer).path("errors").path(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(json(server.get("/api/fleet/strict")).path("instances")).isEmpty();
    }

    @Test
    void allFaultsOfAReportAreToldAtOnce() {
        HttpResponse<String> answer =
                server.post("/api/fleet/strict", "{\"source\":\"radio\",\"applied\":{\"number\":1}}");

        assertThat(json(answer).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/instance", "/version", "/host", "/source", "/applied/epoch", "/applied/hash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"host\":\"a\",\"host\":\"b\"}"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThat(server.post("/api/fleet/strict", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aReportHasAtMost64Kibibytes() {
        String fits = report("\"source\":\"default\",\"padding\":\"" + "x".repeat(60_000) + "\"");
        String tooLong = report("\"source\":\"default\",\"padding\":\"" + "x".repeat(65_536) + "\"");

        assertThat(server.post("/api/fleet/long", fits).statusCode()).isEqualTo(204);
        HttpResponse<String> refused = server.post("/api/fleet/long", tooLong);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void ofManyRejectedPoliciesSomeAreKept() {
        String many = String.join(
                ",", Collections.nCopies(60, "{\"pointer\":\"/a\",\"detail\":\"" + "x".repeat(900) + "\"}"));
        assertThat(server.post("/api/fleet/many", report("\"source\":\"stream\",\"rejected\":[" + many + "]"))
                        .statusCode())
                .isEqualTo(204);

        JsonNode rejected =
                json(server.get("/api/fleet/many")).path("instances").path(0).path("rejected");
        assertThat(rejected).hasSize(20);
        assertThat(rejected.path(0).path("detail").asText()).hasSize(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/fleet/Shop", "/api/fleet/shop?x=1"})
    void aUrlThatNamesNoServiceIsRefused(String path) {
        for (HttpResponse<String> answer :
                List.of(server.get(path), server.post(path, report("\"source\":\"default\"")))) {
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }

    static String report(String fields) {
        return "{\"instance\":\"" + INSTANCE + "\",\"version\":\"0.1.0\",\"host\":\"web-1\"," + fields + "}";
    }

    /** A good report, in which one field says something else. */
    private static String overridden(String field) {
        String name = field.substring(0, field.indexOf(':'));
        List<String> fields = List.of(
                "\"instance\":\"" + INSTANCE + "\"",
                "\"version\":\"0.1.0\"",
                "\"host\":\"web-1\"",
                "\"source\":\"stream\"");
        return "{"
                + String.join(
                        ",",
                        fields.stream().filter(good -> !good.startsWith(name)).toList()) + "," + field + "}";
    }
}
