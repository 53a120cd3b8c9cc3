package dev.cacheplane.analytics;

import static dev.cacheplane.analytics.Instances.SALES;
import static dev.cacheplane.analytics.Instances.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports over HTTP, on a real database and a real Redis. */
class ReportCachingTest {
    private static final String[] JANUARY = {"startDate=2023-01-01", "endDate=2023-01-31", "region=north_america"};
    private static final String KEY =
            "analytics:sales:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"north_america\"}";

    private static final int AT_ONCE = 20;

    @AutoClose
    private Instances instances;

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() {
        instances = new Instances(directory);
    }

    @Test
    void aReportLiesUnderTheKeyThatItsParametersMake() {
        Client service = instances.cacheReports().start();

        Client.Answer fresh = service.get(SALES, "region=north_america", "endDate=2023-01-31", "startDate=2023-01-01");

        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.cacheStatus()).isEqualTo("analytics-service; fwd=miss");
        await().untilAsserted(() -> assertThat(instances.reports()).containsExactly(KEY));
        assertThat(instances.redis().ttl(KEY)).isBetween(3_540L, 3_600L);
        assertThat(instances.redis().get(KEY)).isEqualTo(fresh.body());
        assertThat(service.get(SALES, JANUARY))
                .isEqualTo(new Client.Answer(200, "analytics-service; hit", fresh.body()));
    }

    @Test
    void whatIsNotSaidIsTheLastMonthOfTheWholeWorld() {
        Client service = instances.cacheReports().start();

        service.get(SALES);
        service.get(USERS);
        service.get(SALES, "region=europe");

        await().untilAsserted(() -> assertThat(instances.reports())
                .containsExactly(
                        "analytics:sales:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"europe\"}",
                        "analytics:sales:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"global\"}",
                        "analytics:users:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\"}"));
        assertThat(service.get(SALES, "endDate=2023-01-31", "region=global").isHit())
                .isTrue();
    }

    @Test
    void withoutAPolicyThatSaysSoNothingIsCached() {
        Client service = instances.start();

        assertThat(service.get(SALES).isHit()).isFalse();
        assertThat(service.get(SALES).isHit()).isFalse();
        assertThat(instances.redis().keys("*")).allMatch(key -> key.startsWith("beat:"));
    }

    @Test
    void theTimeToLiveIsThePolicysOfTheMoment() {
        Client service = instances.cacheReports().start();
        instances.set(
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofMinutes(1)));

        service.get(SALES, JANUARY);

        await().untilAsserted(() -> assertThat(instances.redis().ttl(KEY)).isBetween(1L, 60L));
    }

    @Test
    void raisingTheVersionPutsOldEntriesOutOfReach() {
        Client service = instances.cacheReports().start();
        service.get(SALES, JANUARY);
        instances.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.KEY_VERSION, Optional.of("v2")));

        assertThat(service.get(SALES, JANUARY).isHit()).isFalse();
        assertThat(service.get(SALES, JANUARY).isHit()).isTrue();
        assertThat(instances.reports()).containsExactly(KEY, "v2:" + KEY);
    }

    @Test
    void theDatabaseIsNotAskedDuringAThousandHits() throws Exception {
        Client service = instances.cacheReports().start();
        String fresh = service.get(SALES, JANUARY).body();
        long before = stats(service).required("databaseQueries").longValue();

        for (int i = 0; i < 1_000 / AT_ONCE; i++) {
            List<CompletableFuture<Client.Answer>> answers = Stream.generate(() -> service.getAsync(SALES, JANUARY))
                    .limit(AT_ONCE)
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join))
                    .allMatch(Client.Answer::isHit)
                    .allMatch(answer -> answer.body().equals(fresh));
        }
        assertThat(stats(service).required("databaseQueries").longValue())
                .isEqualTo(before)
                .isPositive();
    }

    @Test
    void aHundredWhoAskTwoInstancesAtOnceAreOneComputation() throws Exception {
        Client one = instances.cacheReports().start();
        Client other = instances.start();

        List<CompletableFuture<Client.Answer>> answers = IntStream.range(0, 100)
                .mapToObj(i -> (i % 2 == 0 ? one : other).getAsync(SALES, JANUARY))
                .toList();

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .map(Client.Answer::body)
                        .distinct())
                .singleElement()
                .asString()
                .contains("\"totalSales\"");
        assertThat(computations(one) + computations(other)).isEqualTo(1);
    }

    @Test
    void aClientThatGivesUpDoesNotTakeTheReportFromTheOthers() throws Exception {
        HeldClock clock = new HeldClock();
        Client service = instances.cacheReports().start(Map.of(), clock);
        clock.hold(2); // the first is the route, that wants to know the day
        CompletableFuture<Client.Answer> impatient = service.getAsync(SALES, JANUARY);
        clock.awaitHeld();
        CompletableFuture<Client.Answer> patient = service.getAsync(SALES, JANUARY);

        impatient.cancel(true);
        assertThat(impatient).isCompletedExceptionally();
        clock.release();

        assertThat(patient.join().status()).isEqualTo(200);
        assertThat(computations(service)).isEqualTo(1);
        assertThat(service.get(SALES, JANUARY).isHit()).isTrue();
    }

    @Test
    void countsAndTimesStandInTheStatsAndInTheMetrics() throws Exception {
        Client service = instances.cacheReports().start();
        service.get(SALES, JANUARY);
        service.get(SALES, JANUARY);
        service.get(SALES, JANUARY);
        service.get(USERS);

        JsonNode sales = stats(service).required("reports").required("sales");
        assertThat(sales.required("cacheHits").intValue()).isEqualTo(2);
        assertThat(sales.required("cacheMisses").intValue()).isEqualTo(1);
        assertThat(sales.required("computeTimes").required("count").intValue()).isEqualTo(1);
        assertThat(sales.required("computeTimes").required("meanSeconds").doubleValue())
                .isPositive();
        assertThat(sales.required("computeTimes")
                        .required("upToSeconds")
                        .required("60.0")
                        .intValue())
                .isEqualTo(1);
        String metrics = service.get("/metrics").body();
        assertThat(List.of("hit", "near").stream()
                        .mapToDouble(result -> number(
                                metrics,
                                "cacheplane_requests_total{endpoint=\"/analytics/sales\",result=\"" + result + "\"} "))
                        .sum())
                .isEqualTo(2);
        assertThat(metrics)
                .contains("analytics_report_requests_total{report=\"sales\",result=\"hit\"} 2.0")
                .contains("analytics_report_requests_total{report=\"users\",result=\"miss\"} 1.0")
                .contains("analytics_report_computation_seconds_bucket{report=\"sales\",le=\"60.0\"} 1")
                .contains("cacheplane_requests_total{endpoint=\"/analytics/users\",result=\"miss\"} 1.0")
                .contains("cacheplane_loads_seconds_count{endpoint=\"/analytics/sales\",outcome=\"success\"} 1")
                .contains("cacheplane_breaker_open 0.0")
                .contains("analytics_database_queries_total ")
                .contains("process_cpu_usage ")
                .contains("jvm_memory_used_bytes");
    }

    private static double number(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    @Test
    void anOldReportIsServedWhileANewOneIsMadeBehindItsReader() throws Exception {
        instances.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.TTL, Duration.ofSeconds(1))
                .with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofHours(1)));
        Client service = instances.start();
        assertThat(service.get(SALES, JANUARY).isHit()).isFalse();

        await().until(() -> {
            assertThat(service.get(SALES, JANUARY).isHit()).isTrue();
            return computations(service) > 1;
        });
    }

    @Test
    void aReportThatCannotBeComputedIsAProblemAndIsNotCached() throws Exception {
        Client service = instances.cacheReports().start();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                Files.writeString(file, "no such format");
            }
        }

        Client.Answer sales = service.get(SALES);

        assertThat(sales.status()).isEqualTo(500);
        assertThat(sales.body())
                .contains("\"error\":\"Failed to generate sales report\"", "urn:uuid:")
                .doesNotContain("parquet", directory.toString());
        assertThat(service.get(USERS).body()).contains("\"error\":\"Failed to generate user report\"");
        assertThat(instances.reports()).isEmpty();
        assertThat(computations(service)).isZero();
    }

    @Test
    void withoutRedisReportsAreComputed() {
        Client service = instances.cacheReports().start(Map.of("REDIS_URL", "redis://127.0.0.1:1"), Instances.CLOCK);

        assertThat(service.get(SALES, JANUARY).status()).isEqualTo(200);
        assertThat(service.get(SALES, JANUARY).isHit()).isFalse();
        assertThat(service.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void reportsOfOtherDataAreNotServed() throws IOException {
        instances.cacheReports().start().get(SALES, JANUARY);
        await().untilAsserted(() -> assertThat(instances.reports()).hasSize(1));

        instances.start(Map.of("ANALYTICS_ROWS", "6000"), Instances.CLOCK);

        await().untilAsserted(() -> assertThat(instances.reports()).isEmpty());
    }

    private static JsonNode stats(Client service) throws JsonProcessingException {
        return JsonMapper.builder()
                .build()
                .readTree(service.get("/analytics/cache-stats").body());
    }

    private static long computations(Client service) throws JsonProcessingException {
        return stats(service)
                .required("reports")
                .required("sales")
                .required("computeTimes")
                .required("count")
                .longValue();
    }
}
