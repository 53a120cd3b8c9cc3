package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./start} does once everything is built. */
class LauncherIT {

    private static final Duration STOPPED = Duration.ofSeconds(30);
    private static final Map<String, String> QUICK = Map.of("QUERY_DELAY_MS", "50", "ANALYTICS_ROWS", "5000");

    private final List<ServerSocket> usualPorts = new ArrayList<>();

    @TempDir
    private Path directory;

    /** By us, or by whoever else on this machine has them. */
    @BeforeEach
    void theUsualPortsAreTaken() {
        for (int port : new int[] {3000, 3001, 6379, 8000}) {
            try {
                usualPorts.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            } catch (IOException e) {
                assertThat(FreePort.isFree(port)).as("port %d", port).isFalse();
            }
        }
    }

    @AfterEach
    void freeUsualPorts() throws IOException {
        for (ServerSocket port : usualPorts) {
            port.close();
        }
    }

    @Test
    void takesFreePortsStopsEverythingWhenToldToAndKeepsItsDataForTheNextTime() throws Exception {
        try (var demo = new LaunchedDemo(directory, QUICK).awaitWelcome()) {
            URI policy = demo.url("control-plane").resolve("/api/config/product-service/products");
            assertThat(demo.output())
                    .contains("Port 6379 is taken, so redis uses "
                            + demo.url("redis").getPort())
                    .contains("Port 8000 is taken, so control-plane uses " + policy.getPort())
                    .contains("Port 3000 is taken, so product-service uses "
                            + demo.url("product-service").getPort())
                    .contains("curl -X PATCH " + policy.getAuthority() + policy.getPath())
                    .contains("./start redis-cli -p " + demo.url("redis").getPort());
            assertThat(Http.send("PATCH", policy, "{\"shouldCache\":true}").status())
                    .isEqualTo(201);
            await().atMost(Duration.ofSeconds(10)).until(() -> products(demo).cached());

            assertThat(demo.process().terminate(STOPPED)).isTrue();

            assertThat(demo.output())
                    .endsWith(
                            "Stopping analytics-service\nStopping product-service\nStopping control-plane\nStopping redis\n");
            assertThat(demo.hasLeftItsPorts(parts(demo))).isTrue();
        }
        try (var demo = new LaunchedDemo(directory, QUICK).awaitWelcome()) {
            Path log = directory.resolve("data/logs/product-service.log");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(log).contains("Connected to Redis"));

            assertThat(products(demo).cached()).isTrue();
        }
    }

    @Test
    void whenOnePartDiesSaysWhichAndStopsTheRest() throws Exception {
        try (var demo = new LaunchedDemo(directory, QUICK).awaitWelcome()) {
            demo.child("product-service.jar").destroyForcibly();

            assertThat(demo.exitCode()).isEqualTo(1);

            assertThat(demo.output())
                    .contains("product-service ended with exit code 137. The end of ")
                    .contains("running on port " + demo.url("product-service").getPort());
            assertThat(demo.hasLeftItsPorts(parts(demo))).isTrue();
        }
    }

    @Test
    void leavesNoProcessBehindWhenKilled() throws Exception {
        try (var demo = new LaunchedDemo(directory, QUICK).awaitWelcome()) {
            demo.process().kill();

            await().atMost(STOPPED).until(() -> demo.hasLeftItsPorts(parts(demo)));
        }
    }

    @Test
    void usesTheRedisThatIsGivenAndNeverShowsItsPassword() throws Exception {
        try (var redis = RedisServer.builder().password("secret").start();
                var demo = new LaunchedDemo(
                                directory,
                                Map.of(
                                        "REDIS_URL", redis.uri().toString(),
                                        "ANALYTICS_ROWS", "5000",
                                        "HOST", "192.0.2.1")) // some shells export it, and ./start chooses itself
                        .awaitWelcome()) {
            assertThat(demo.url("redis")).hasToString("redis://****@127.0.0.1:" + redis.port());
            assertThat(demo.output())
                    .contains("./start redis-cli KEYS 'cache:*'")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aGivenRedisThatDoesNotAnswerIsNamed() throws Exception {
        int nobody = FreePort.find();
        try (var demo = new LaunchedDemo(directory, Map.of("REDIS_URL", "redis://:secret@127.0.0.1:" + nobody))) {
            assertThat(demo.exitCode()).isEqualTo(1);

            assertThat(demo.output())
                    .endsWith(
                            "\nREDIS_URL: no answer from redis://****@127.0.0.1:" + nobody + ": Connection refused\n");
        }
    }

    @Test
    void twoCannotShareOneDataDirectory() throws Exception {
        try (var first = new LaunchedDemo(directory, QUICK)) {
            await().atMost(STOPPED).until(() -> first.output().contains("Data and logs"));
            try (var second = new LaunchedDemo(directory, QUICK)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .startsWith("Another ./start is running on ")
                        .hasLineCount(1);
            }
        }
    }

    private static Http.Answer products(LaunchedDemo demo) {
        return Http.get(demo.url("product-service").resolve("/products"));
    }

    private static List<URI> parts(LaunchedDemo demo) {
        return List.of(
                demo.url("redis"),
                demo.url("control-plane"),
                demo.url("product-service"),
                demo.url("analytics-service"));
    }
}
