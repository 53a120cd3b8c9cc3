package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {

    private static final int CRASHES = 3;
    private static final int WRITES_BEFORE_A_CRASH = 100;

    @TempDir
    private Path directory;

    @Test
    void noPolicyThatWasAcknowledgedIsLostWhenTheControlPlaneIsKilled() {
        try (var company = new Company(directory, Duration.ZERO)) {
            var acknowledged = new AtomicInteger();
            for (int crash = 0; crash < CRASHES; crash++) {
                int enough = acknowledged.get() + WRITES_BEFORE_A_CRASH;
                var writer = CompletableFuture.runAsync(() -> writeUntilItFails(company, acknowledged));
                await("writes")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> acknowledged.get() >= enough || writer.isDone());

                company.controlPlane().part().process().kill();
                writer.join();
                company.restartControlPlane();

                for (int i = 1; i <= acknowledged.get(); i++) {
                    var policy = Http.get(endpoint(company, i)).json();
                    assertThat(policy.required("ttlSeconds").intValue())
                            .as("endpoint %d of %s acknowledged", i, acknowledged)
                            .isEqualTo(i);
                }
            }
        }
    }

    private static URI endpoint(Company company, int number) {
        return company.controlPlane().url("/api/config/product-service/endpoint/" + number);
    }

    /** Endpoint n gets a time to live of n seconds. */
    private static void writeUntilItFails(Company company, AtomicInteger acknowledged) {
        var controlPlane = company.controlPlane();
        try {
            while (true) {
                int next = acknowledged.get() + 1;
                var answer = Http.send(
                        "PATCH",
                        controlPlane.url("/api/config/product-service/endpoint/" + next),
                        "{\"ttlSeconds\":" + next + "}");
                // 200 where the write before the crash was stored, but not acknowledged.
                assertThat(answer.status()).isIn(200, 201);
                acknowledged.set(next);
            }
        } catch (Http.Unanswered e) {
            // It was killed, as it should be.
            await("its end").until(() -> !controlPlane.part().process().isAlive());
        }
    }
}
