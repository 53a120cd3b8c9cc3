package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void servicesEndCleanlyAndRequestsInFlightAreAnswered() {
        try (var company = new Company(directory, Duration.ofSeconds(1))) {
            var instance = company.startProductService();
            var inFlight = CompletableFuture.supplyAsync(() -> Http.get(instance.url("/products")));
            await("the query has begun").until(() -> instance.part().endOfLog().contains("database"));

            assertThat(instance.part().process().terminate(PATIENCE)).isTrue();
            assertThat(company.controlPlane().part().process().terminate(PATIENCE))
                    .isTrue();

            assertThat(inFlight.join().status()).isEqualTo(200);
            assertThat(inFlight.join().body()).contains("Laptop");
            assertThat(instance.part().process().onExit().join()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(company.controlPlane().part().process().onExit().join()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }
}
