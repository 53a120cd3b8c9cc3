package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.entityTag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.server.StreamClient.Event;
import dev.cacheplane.server.stream.StreamSettings;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final String SHOP = "/api/config/shop";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final StreamSettings QUIET = new StreamSettings(4_000, NEVER, NEVER);

    @TempDir
    private Path directory;

    @Test
    void theWholeSetComesOnConnecting() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET)) {
            server.patch(SHOP + "/caf%C3%A9", "{\"shouldCache\":true}");
            try (StreamClient stream = server.stream("shop")) {
                Event event = stream.next();

                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
                assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
                assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
                assertThat(event.name()).isEqualTo("policies");
                assertThat(event.data()).isEqualTo(server.get(SHOP).body());
            }
        }
    }

    @Test
    void theNameOfASetHoldsItsRevisionAndItsHash() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET)) {
            server.patch(SHOP + "/items", "{\"shouldCache\":true}");
            HttpResponse<String> polled = server.get(SHOP);
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256").digest(polled.body().getBytes(StandardCharsets.UTF_8));
            try (StreamClient stream = server.stream("shop")) {
                String revision = entityTag(polled).replace("\"", "");

                assertThat(stream.next().id())
                        .isEqualTo(revision + "-" + HexFormat.of().formatHex(sha256, 0, 8))
                        .matches("[0-9a-f]{32}-1-[0-9a-f]{16}");
                assertThat(polled.headers().firstValue("Repr-Digest"))
                        .hasValue("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
            }
        }
    }

    @Test
    void aChangeArrivesAtThoseWhomItConcerns() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET);
                StreamClient shop = server.stream("shop");
                StreamClient other = server.stream("other")) {
            assertThat(shop.next().revision()).isZero();
            assertThat(other.next().revision()).isZero();

            server.patch(SHOP + "/items", "{\"shouldCache\":true}");
            server.patch("/api/defaults/other", "{\"ttlSeconds\":1}");
            server.patch("/api/defaults", "{\"ttlSeconds\":2}");

            List<Long> seen = new ArrayList<>();
            while (!seen.contains(3L)) {
                seen.add(shop.next().revision());
            }
            assertThat(seen).doesNotContain(2L);
            seen.clear();
            while (!seen.contains(3L)) {
                seen.add(other.next().revision());
            }
            assertThat(seen).doesNotContain(1L);
        }
    }

    @Test
    void aClientThatDoesNotReadGetsTheLatestAndNoQueue() throws Exception {
        int changes = 1_000;
        try (TestServer server = TestServer.start(directory, QUIET)) {
            putLargeSet(server);
            try (StreamClient stream = server.stream("shop")) {
                long last = 0;
                for (int ttl = 1; ttl <= changes; ttl++) {
                    last = revision(server.patch(SHOP + "/items", "{\"ttlSeconds\":" + ttl + "}"));
                }

                List<Long> seen = new ArrayList<>();
                while (!seen.contains(last)) {
                    Event event = stream.next();
                    seen.add(event.revision());
                    assertThat(event.id()).isEqualTo(nameOf(event.data()));
                }
                assertThat(seen).isSorted().doesNotHaveDuplicates().hasSizeLessThan(changes / 2);
            }
        }
    }

    @Test
    void aClientThatDoesNotReadDelaysNobody() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET)) {
            putLargeSet(server);
            try (StreamClient stuck = server.stream("shop");
                    StreamClient reader = server.stream("shop")) {
                assertThat(stuck.status()).isEqualTo(200);
                long seen = reader.next().revision();
                for (int ttl = 1; ttl <= 100; ttl++) {
                    long made = revision(server.patch(SHOP + "/items", "{\"ttlSeconds\":" + ttl + "}"));
                    while (seen < made) {
                        seen = reader.next().revision();
                    }
                }
            }
        }
    }

    @Test
    void aClientThatTakesNothingIsCutOffInTheEndAndAQuietOneIsNot() throws Exception {
        StreamSettings two = new StreamSettings(2, NEVER, Duration.ofMillis(200));
        try (TestServer server = TestServer.start(directory, two)) {
            putLargeSet(server);
            try (StreamClient stuck = server.stream("shop");
                    StreamClient quiet = server.stream("quiet")) {
                assertThat(stuck.status()).isEqualTo(200);
                quiet.next();
                for (int ttl = 1; ttl <= 100; ttl++) {
                    server.patch(SHOP + "/items", "{\"ttlSeconds\":" + ttl + "}");
                }

                await().untilAsserted(() -> {
                    try (StreamClient another = server.stream("third")) {
                        assertThat(another.status()).isEqualTo(200);
                    }
                });
                server.patch("/api/config/quiet/items", "{\"ttlSeconds\":7}");
                assertThat(quiet.next().data()).contains("\"ttlSeconds\":7");
            }
        }
    }

    @Test
    void aHeartbeatNamesTheSetThatHolds() throws Exception {
        StreamSettings fast = new StreamSettings(10, Duration.ofMillis(20), NEVER);
        try (TestServer server = TestServer.start(directory, fast);
                StreamClient stream = server.stream("shop")) {
            String first = stream.next("policies").id();
            Event heartbeat = stream.next();

            assertThat(heartbeat.lines()).isEqualTo(Map.of("event", "heartbeat", "data", first));

            server.patch(SHOP + "/items", "{\"shouldCache\":true}");
            String second = stream.next("policies").id();

            assertThat(second).isNotEqualTo(first);
            assertThat(stream.next("heartbeat").data()).isEqualTo(second);
        }
    }

    @Test
    void aServerThatStopsSaysGoodbyeAndStopsAtOnce() throws Exception {
        TestServer server = TestServer.start(directory, QUIET);
        putLargeSet(server);
        try (StreamClient stuck = server.stream("shop");
                StreamClient first = server.stream("quiet");
                StreamClient second = server.stream("quiet")) {
            assertThat(stuck.status()).isEqualTo(200);
            for (int ttl = 1; ttl <= 100; ttl++) {
                server.patch(SHOP + "/items", "{\"ttlSeconds\":" + ttl + "}");
            }
            first.next();
            second.next();

            long before = System.nanoTime();
            server.close();
            Duration took = Duration.ofNanos(System.nanoTime() - before);

            for (StreamClient stream : List.of(first, second)) {
                Event goodbye = stream.next();
                assertThat(goodbye.name()).isEqualTo("goodbye");
                assertThat(goodbye.data()).isEqualTo("{}");
                assertThat(Integer.parseInt(goodbye.lines().getOrDefault("retry", "-1")))
                        .isBetween(0, 4_000);
                assertThat(stream.hasEnded()).isTrue();
            }
            assertThat(took).isLessThan(Duration.ofSeconds(9)); // 10 s is what requests in flight are given
        }
    }

    @Test
    void thereAreOnlySoManyStreams() throws Exception {
        StreamSettings two = new StreamSettings(2, Duration.ofMillis(20), NEVER);
        try (TestServer server = TestServer.start(directory, two);
                StreamClient first = server.stream("shop")) {
            first.next();
            try (StreamClient second = server.stream("other");
                    StreamClient third = server.stream("shop")) {
                second.next();
                assertThat(third.status()).isEqualTo(503);
                assertThat(third.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(Integer.parseInt(third.header("Retry-After"))).isPositive();
            }
            await().untilAsserted(() -> {
                try (StreamClient another = server.stream("shop")) {
                    assertThat(another.status()).isEqualTo(200);
                }
            });
        }
    }

    @Test
    void noChangeIsLostOnAStreamThatOpensMeanwhile() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET)) {
            int each = 25;
            ExecutorService executor = Executors.newFixedThreadPool(3);
            try {
                Callable<List<StreamClient>> opening = () -> {
                    List<StreamClient> streams = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        streams.add(server.stream("shop"));
                    }
                    return streams;
                };
                Future<List<StreamClient>> some = executor.submit(opening);
                Future<List<StreamClient>> others = executor.submit(opening);
                long last = 0;
                for (int ttl = 1; !some.isDone() || !others.isDone(); ttl++) {
                    last = revision(server.patch(SHOP + "/items", "{\"ttlSeconds\":" + ttl + "}"));
                }
                for (Future<List<StreamClient>> streams : List.of(some, others)) {
                    for (StreamClient stream : streams.get()) {
                        try (stream) {
                            long seen = -1;
                            while (seen < last) {
                                long revision = stream.next("policies").revision();
                                assertThat(revision).isGreaterThan(seen);
                                seen = revision;
                            }
                        }
                    }
                }
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Test
    void streamsCostNoThreads() throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET)) {
            List<StreamClient> streams = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                streams.add(server.stream("service-" + i % 7));
            }
            for (StreamClient stream : streams) {
                stream.next();
            }

            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
            assertThat(Thread.getAllStackTraces()).hasSizeLessThan(150);
            server.patch("/api/defaults", "{\"ttlSeconds\":9}");
            for (StreamClient stream : streams) {
                try (stream) {
                    assertThat(stream.next().revision()).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "-shop", "sh%20op", "shop?method=GET"})
    void aUrlThatNamesNoServiceIsRefused(String service) throws Exception {
        try (TestServer server = TestServer.start(directory, QUIET);
                StreamClient stream = server.stream(service)) {
            assertThat(stream.status()).isEqualTo(400);
            assertThat(stream.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    /** A set of about 90 KB, of which a socket's buffers hold some but not many. */
    private static void putLargeSet(TestServer server) {
        String tags = IntStream.range(0, 64)
                .mapToObj(i -> "\"a-tag-with-a-very-long-name-as-nobody-would-give-it-" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        String endpoints = IntStream.range(0, 24)
                .mapToObj(i -> "{\"endpoint\":\"/endpoints/" + i + "\",\"tags\":" + tags + "}")
                .collect(Collectors.joining(",", "{\"endpoints\":[", "]}"));
        assertThat(server.put(SHOP, endpoints).statusCode()).isEqualTo(200);
    }

    private static long revision(HttpResponse<String> answer) {
        return TestServer.json(answer).path("revision").longValue();
    }

    private static String nameOf(String data) throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(data.getBytes(StandardCharsets.UTF_8));
        return TestServer.json(data).path("epoch").asText() + "-"
                + TestServer.json(data).path("revision").asText() + "-"
                + HexFormat.of().formatHex(sha256, 0, 8);
    }
}
