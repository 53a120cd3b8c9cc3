package dev.cacheplane.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.benchmarks.Times;
import dev.cacheplane.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JettyServiceTest {
    private static final Payload PAYLOAD = Payload.of(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    @ParameterizedTest
    @EnumSource(names = {"NEAR", "REDIS", "BARE", "LETTUCE"})
    void allServeTheSameFromWhereTheyShould(Rival rival, @TempDir Path items) throws Exception {
        PAYLOAD.writeTo(items);
        try (RedisServer redis = RedisServer.start()) {
            var setup = new JettyService.Setup(rival, redis.port(), items, Duration.ofHours(1), 1 << 20);
            Server server = JettyService.start(JettyService.Setup.of(setup.words()));
            try (Client first = client(server, new Expected(PAYLOAD.json(), "", false));
                    Client client = client(server, Expected.of(PAYLOAD, rival))) {
                first.asFastAsItCan(Duration.ofSeconds(2));
                assertThat(client.asFastAsItCan(SHORT).answers()).isPositive();
                Times times = new Times(1_000);
                assertThat(client.atRate(100, SHORT, SHORT, times).answers()).isEqualTo(40);
                assertThat(times.count()).isEqualTo(20);
            } finally {
                server.stop();
            }
        }
    }

    private static Client client(Server server, Expected expected) throws Exception {
        return new Client(
                JettyService.port(server), expected, List.of(List.of(PAYLOAD.path(1)), List.of(PAYLOAD.path(2))));
    }
}
