package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(PER_CLASS)
class PreferWaitTest {
    private static final String[] WAIT = {"Prefer", "wait=30"};

    @AutoClose
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory);
    }

    @Test
    void aChangeIsAnsweredWhenEveryInstanceHasAppliedIt() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        report("all", one, json(server.get("/api/fleet/all")).path("revision"));
        report("all", other, json(server.get("/api/fleet/all")).path("revision"));

        CompletableFuture<HttpResponse<String>> change =
                server.sendLater("PATCH", "/api/config/all/items", "{\"ttlSeconds\":1}", WAIT);
        JsonNode changed = awaitRevision("all", 1);
        report("all", one, changed);
        assertThat(change).isNotDone();
        report("all", other, changed);

        HttpResponse<String> answer = change.join();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=30");
        assertThat(TestServer.entityTag(answer))
                .contains("-" + changed.path("number").asText());
        assertThat(json(answer).path("ttlSeconds").asInt()).isEqualTo(1);
        JsonNode fleet = json(answer).path("fleet");
        assertThat(fleet.path("millis").isIntegralNumber()).isTrue();
        assertThat(((ObjectNode) fleet).put("millis", 41))
                .hasToString("{\"live\":2,\"applied\":2,\"millis\":41,\"waitingFor\":[]}");
    }

    @Test
    void aChangeThatSomebodyIsLateToApplyIsAnsweredWithItsName() {
        UUID late = UUID.randomUUID();
        report("late", late, null);

        JsonNode fleet = json(server.patch("/api/config/late/items", "{\"ttlSeconds\":1}", "Prefer", "wait=1"))
                .path("fleet");

        assertThat(fleet.path("live").asInt()).isEqualTo(1);
        assertThat(fleet.path("applied").asInt()).isZero();
        assertThat(fleet.path("millis").asInt()).isGreaterThanOrEqualTo(1_000);
        assertThat(fleet.path("waitingFor")).hasToString("[{\"instance\":\"" + late + "\",\"host\":\"a-host\"}]");
    }

    @Test
    void anInstanceThatEndsIsNotWaitedFor() {
        UUID leaving = UUID.randomUUID();
        report("leaving", leaving, null);
        CompletableFuture<HttpResponse<String>> change =
                server.sendLater("PATCH", "/api/config/leaving/items", "{\"ttlSeconds\":1}", WAIT);
        awaitRevision("leaving", 1);

        server.delete("/api/fleet/leaving/" + leaving);

        assertThat(json(change.join()).path("fleet").path("live").asInt()).isZero();
    }

    @Test
    void whereNobodyIsNothingIsWaitedFor() {
        JsonNode fleet = json(server.patch("/api/config/nobody/items", "{\"ttlSeconds\":1}", WAIT))
                .path("fleet");

        assertThat(fleet.path("live").asInt()).isZero();
        assertThat(fleet.path("waitingFor")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,   /api/config/every,        '{\"endpoints\":[{\"endpoint\":\"/x\"}]}', 200, endpoints",
        "PUT,   /api/config/every/x,      '{\"ttlSeconds\":3}',                      200, ttlSeconds",
        "PATCH, /api/defaults/every,      '{\"ttlSeconds\":4}',                      200, ttlSeconds",
        "PATCH, /api/defaults/every,      '{\"ttlSeconds\":null}',                   200, fleet",
        "DELETE,/api/config/every/x,      '',                                        200, fleet",
    })
    void everyChangeOfOneServiceCanBeWaitedFor(String method, String path, String body, int status, String member) {
        server.patch("/api/config/every/x", "{}");
        HttpResponse<String> answer = server.send(method, path, body, WAIT);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(answer).has(member)).isTrue();
        assertThat(json(answer).path("fleet").path("live").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=x", "wait=31", "wait=-1", "respond-async"})
    void aPreferenceThatIsNoneIsAsIfItWereNotThere(String preference) {
        String service = "bad-" + Integer.toHexString(preference.hashCode());
        report(service, UUID.randomUUID(), null);
        HttpResponse<String> answer =
                server.patch("/api/config/" + service + "/items", "{\"ttlSeconds\":1}", "Prefer", preference);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(json(answer).has("fleet")).isFalse();
    }

    @Test
    void aChangeThatIsRefusedIsRefusedAtOnce() {
        report("refused", UUID.randomUUID(), null);

        HttpResponse<String> answer = server.patch("/api/config/refused/items", "{\"ttlSeconds\":0}", WAIT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void threeHundredWhoWaitKeepNobodyElseWaiting() {
        int waiting = 300;
        UUID late = UUID.randomUUID();
        report("crowd", late, null);
        long before = revision();
        List<CompletableFuture<HttpResponse<String>>> changes = new ArrayList<>();
        for (int ttl = 1; ttl <= waiting; ttl++) {
            changes.add(server.sendLater("PATCH", "/api/config/crowd/items", "{\"ttlSeconds\":" + ttl + "}", WAIT));
        }
        await().atMost(Duration.ofSeconds(25)).until(() -> {
            report("crowd", late, null); // else, on a slow machine, it is gone before all have begun to wait
            return revision() == before + waiting;
        });

        assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        assertThat(server.patch("/api/config/other/items", "{\"ttlSeconds\":1}").statusCode())
                .isEqualTo(201);
        assertThat(changes).noneMatch(CompletableFuture::isDone);

        report("crowd", late, json(server.get("/api/fleet/crowd")).path("revision"));
        assertThat(changes)
                .allSatisfy(change -> assertThat(json(change.join())
                                .path("fleet")
                                .path("applied")
                                .asInt())
                        .isEqualTo(1));
    }

    @Test
    void aServerThatStopsLetsEverybodyGoWhoWaits(@TempDir Path directory) {
        TestServer stopping = TestServer.start(directory);
        assertThat(stopping.post("/api/fleet/shop", report(UUID.randomUUID(), null))
                        .statusCode())
                .isEqualTo(204);
        CompletableFuture<HttpResponse<String>> change =
                stopping.sendLater("PATCH", "/api/config/shop/items", "{\"ttlSeconds\":1}", WAIT);
        await().until(() -> json(stopping.get("/api/fleet/shop"))
                        .path("revision")
                        .path("number")
                        .asInt()
                == 1);

        stopping.close();

        assertThat(json(change.join()).path("fleet").path("waitingFor")).hasSize(1);
    }

    /** The number of the store's last revision. */
    private long revision() {
        return json(server.get("/api/config")).path("revision").asLong();
    }

    private JsonNode awaitRevision(String service, int ttlSeconds) {
        await().until(() -> server.get("/api/config/" + service).body().contains("\"ttlSeconds\":" + ttlSeconds));
        return json(server.get("/api/fleet/" + service)).path("revision");
    }

    private void report(String service, UUID instance, @Nullable JsonNode applied) {
        assertThat(server.post("/api/fleet/" + service, report(instance, applied))
                        .statusCode())
                .isEqualTo(204);
    }

    private static String report(UUID instance, @Nullable JsonNode applied) {
        return "{\"instance\":\"" + instance
                + "\",\"version\":\"1\",\"host\":\"a-host\",\"source\":\"stream\",\"applied\":" + applied + "}";
    }
}
