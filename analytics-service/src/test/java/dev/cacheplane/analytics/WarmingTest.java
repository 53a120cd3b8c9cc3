package dev.cacheplane.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service, warming by itself. */
class WarmingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> NIGHTLY = Map.of("WARM_SCHEDULE", "30 4 * * *");
    private static final InstantSource CLOCK = Instances.CLOCK;

    @AutoClose
    private Instances instances;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        instances = new Instances(directory);
    }

    @Test
    void lastMonthsSalesOfTheWorldAndOfEachRegionAreThereBeforeAnybodyAsks() {
        Client service = instances.cacheReports().start(NIGHTLY, CLOCK);

        awaitStats(
                service,
                "\"warming\":{\"running\":false,\"reports\":6,\"computed\":6,\"alreadyCached\":0,\"failed\":0");
        await().untilAsserted(() -> assertThat(instances.reports())
                .hasSize(6)
                .allMatch(
                        key -> key.contains("{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"")));
        assertThat(service.get(Instances.SALES).isHit()).isTrue();
        assertThat(service.get(Instances.SALES, "region=middle_east_africa").isHit())
                .isTrue();
        assertThat(service.get("/analytics/cache-stats").body()).contains("\"next\":\"2023-02-11T04:30:00Z\"");
    }

    @Test
    void anotherInstanceFindsThemThere() {
        awaitStats(instances.cacheReports().start(NIGHTLY, CLOCK), "\"computed\":6");

        awaitStats(instances.start(NIGHTLY, CLOCK), "\"computed\":0,\"alreadyCached\":6");
    }

    @Test
    void whereNothingIsCachedNothingIsComputedUntilThePolicySaysSo() {
        Client service = instances.start(NIGHTLY, CLOCK);
        awaitStats(service, "\"next\":\"2023-02-11T04:30:00Z\"");
        assertThat(service.get("/analytics/cache-stats").body()).contains("\"startedAt\":null");
        assertThat(instances.redis().keys("*")).allMatch(key -> key.startsWith("beat:"));

        instances.cacheReports();
        awaitStats(service, "\"computed\":6");
        instances.set(PolicySettings.EMPTY);
    }

    private static void awaitStats(Client service, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(service.get("/analytics/cache-stats").body()).contains(part));
    }
}
