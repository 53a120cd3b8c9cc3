package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cacheplane.server.StreamClient.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store is at revision 2 of an epoch of which clients have seen revision 4. */
class RestoredBackupTest {
    private static final String SHOP = "/api/config/shop";
    private static final String HASH = "0123456789abcdef";

    @TempDir
    private Path directory;

    private Path data = Path.of("");
    private String epoch = "";
    private String seen = ""; // the name of the set that is lost

    @BeforeEach
    void restore() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        Path backup = Files.createDirectories(directory.resolve("backup"));
        try (TestServer server = TestServer.start(data)) {
            server.patch(SHOP + "/items", "{\"ttlSeconds\":1}");
            server.patch(SHOP + "/items", "{\"ttlSeconds\":2}");
        }
        copyDatabase(data, backup);
        try (TestServer server = TestServer.start(data);
                StreamClient stream = server.stream("shop")) {
            assertThat(stream.next().revision()).isEqualTo(2);
            server.patch(SHOP + "/items", "{\"ttlSeconds\":3}");
            server.patch(SHOP + "/items", "{\"ttlSeconds\":4}");
            Event last = stream.next();
            while (last.revision() < 4) {
                last = stream.next();
            }
            seen = last.id();
            epoch = json(last.data()).path("epoch").asText();
        }
        copyDatabase(backup, data);
    }

    @Test
    void theMarkBesideTheDatabaseTells() throws IOException {
        try (TestServer server = TestServer.start(data);
                StreamClient stream = server.stream("shop", "Last-Event-ID", seen)) {
            assertNewEpoch(json(stream.next().data()));
            assertNewEpoch(json(server.get(SHOP)));
            server.patch(SHOP + "/items", "{\"ttlSeconds\":5}");
        }
        assertThat(data.resolve("revision.mark")).content().endsWith("-1005\n").doesNotContain(epoch);
        try (TestServer server = TestServer.start(data)) {
            assertThat(json(server.get(SHOP)).path("revision").asInt()).isEqualTo(1_005);
        }
    }

    /** A service that has left an epoch never goes back to it. */
    @Test
    void theMarkTellsOfABackupFromAnEarlierEpochToo() throws IOException {
        Files.writeString(data.resolve("revision.mark"), "afterwards-1\n");
        try (TestServer server = TestServer.start(data);
                StreamClient stream = server.stream("shop")) {
            JsonNode set = json(stream.next().data());

            assertThat(set.path("epoch").asText()).isNotIn(epoch, "afterwards");
            assertThat(set.path("revision").asInt()).isEqualTo(1_002);
        }
    }

    @Test
    void aStreamThatComesBackTells() throws IOException {
        forgetMark();
        try (TestServer server = TestServer.start(data);
                StreamClient other = server.stream("other")) {
            assertThat(json(other.next().data()).path("epoch").asText()).isEqualTo(epoch);
            try (StreamClient stream = server.stream("shop", "Last-Event-ID", seen)) {
                assertNewEpoch(json(stream.next().data()));
            }
            assertThat(json(other.next().data()).path("epoch").asText()).isNotEqualTo(epoch);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/"})
    void aPollTells(String weak) throws IOException {
        forgetMark();
        try (TestServer server = TestServer.start(data)) {
            assertNewEpoch(json(server.get(SHOP, "If-None-Match", "\"other\", " + weak + "\"" + epoch + "-4\"")));
        }
    }

    @Test
    void aReportTells() throws IOException {
        forgetMark();
        try (TestServer server = TestServer.start(data)) {
            String applied = "\"applied\":{\"epoch\":\"" + epoch + "\",\"number\":4,\"hash\":\"" + HASH + "\"}";
            server.post("/api/fleet/shop", FleetApiTest.report("\"source\":\"stream\"," + applied));

            JsonNode fleet = json(server.get("/api/fleet/shop"));
            assertThat(fleet.path("revision").path("epoch").asText()).isNotEqualTo(epoch);
            assertThat(fleet.path("instances").path(0).path("state").asText()).isEqualTo("behind");
            assertNewEpoch(json(server.get(SHOP)));
        }
    }

    @Test
    void whatProvesNothingChangesNothing() throws IOException {
        forgetMark();
        try (TestServer server = TestServer.start(data)) {
            for (String id : List.of(
                    "rubbish",
                    epoch,
                    epoch + "-4",
                    "other-4-" + HASH,
                    epoch + "-2-" + HASH,
                    epoch + "-999999999999-" + HASH)) {
                try (StreamClient stream = server.stream("shop", "Last-Event-ID", id)) {
                    assertThat(json(stream.next().data()).path("epoch").asText())
                            .isEqualTo(epoch);
                }
            }
            for (String tags :
                    List.of("*", "\"" + epoch + "\"", "\"other-4\"", "\"" + seen + "\"", "\"" + epoch + "-2\"")) {
                server.get(SHOP, "If-None-Match", tags);
            }
            server.post(
                    "/api/fleet/shop",
                    FleetApiTest.report(
                            "\"source\":\"stream\",\"applied\":{\"epoch\":\"other\",\"number\":4,\"hash\":\"" + HASH
                                    + "\"}"));
            server.get("/api/stream/shop?id=" + seen);

            assertThat(json(server.get(SHOP)).path("epoch").asText()).isEqualTo(epoch);
            assertThat(json(server.get(SHOP)).path("revision").asInt()).isEqualTo(2);
        }
    }

    private void assertNewEpoch(JsonNode set) {
        assertThat(set.path("epoch").asText()).matches("[0-9a-f]{32}").isNotEqualTo(epoch);
        assertThat(set.path("revision").asInt()).isEqualTo(1_004);
        assertThat(set.path("endpoints")
                        .path(0)
                        .path("settings")
                        .path("ttlSeconds")
                        .asInt())
                .isEqualTo(2);
    }

    private void forgetMark() throws IOException {
        Files.delete(data.resolve("revision.mark"));
    }

    private static void copyDatabase(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("control-plane.db"))
                    .toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
