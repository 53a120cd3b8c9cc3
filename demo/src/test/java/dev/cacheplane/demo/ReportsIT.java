package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second guide, on the jars that are shipped. */
class ReportsIT {
    private static final String JANUARY =
            "/analytics/sales?startDate=2023-01-01&endDate=2023-01-31&region=north_america";
    private static final String KEY =
            "analytics:sales:{\"startDate\":\"2023-01-01\",\"endDate\":\"2023-01-31\",\"region\":\"north_america\"}";

    @TempDir
    private Path directory;

    @Test
    void thePersonWhoFollowsTheGuideSeesWhatItSays() throws Exception {
        try (var company = new Company(directory, Duration.ofMillis(100))) {
            var first = company.startAnalyticsService();
            var second = company.startAnalyticsService();

            List<CompletableFuture<Http.Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> Http.get((i % 2 == 0 ? first : second).url(JANUARY))))
                    .toList();

            String report = answers.get(0).join().body();
            assertThat(report).startsWith("{\"startDate\":\"2023-01-01\",").contains("\"summary\":{\"totalSales\":");
            assertThat(answers.stream().map(CompletableFuture::join))
                    .allMatch(answer -> answer.body().equals(report));
            assertThat(computations(first) + computations(second)).isEqualTo(1);
            assertThat(company.redisCli("KEYS", "analytics:*")).isEqualTo(new Reply.Items(List.of(Reply.Data.of(KEY))));
            assertThat(company.redisCli("GET", KEY)).isEqualTo(Reply.Data.of(report));
            assertThat(((Reply.Count) company.redisCli("TTL", KEY)).value()).isBetween(3_500L, 3_600L);

            assertThat(Http.send("POST", second.url("/invalidate-cache"), "{\"reportType\":\"sales\"}")
                            .body())
                    .startsWith("{\"status\":\"Cache invalidated\"");
            assertThat(company.redisCli("EXISTS", KEY)).isEqualTo(new Reply.Count(0));

            long before = orders(Http.get(first.url(JANUARY)));
            var taken = Http.send("POST", second.url("/analytics/sales/orders"), """
                    {"orders":[{"id":"A-1","orderedAt":"2023-01-31T12:00:00Z","region":"north_america",
                        "product":"Tablet","customer":7,"quantity":2,"amount":898}]}""");
            assertThat(taken.status()).isEqualTo(200);
            await("the other instance's own flights have ended")
                    .untilAsserted(() ->
                            assertThat(orders(Http.get(first.url(JANUARY)))).isEqualTo(before + 1));
            Http.get(first.url(JANUARY));
            assertThat(Files.readString(first.part().log())).contains("Returning cached sales report");
            assertThat(Files.readString(second.part().log())
                            + Files.readString(first.part().log()))
                    .contains("Computing fresh sales report...");
        }
    }

    @Test
    void anInstanceThatIsKilledWhileItComputesLeavesTheReportToTheOther() {
        try (var company = new Company(directory, Duration.ofMillis(100))) {
            var first = company.startAnalyticsService();
            var second = company.startAnalyticsService();
            var lost = CompletableFuture.runAsync(() -> Http.get(first.url(JANUARY)));
            await("it computes").until(() -> first.part().endOfLog().contains("Computing fresh sales report..."));
            first.close();

            assertThat(Http.get(second.url(JANUARY)).status()).isEqualTo(200);
            assertThat(lost)
                    .satisfiesAnyOf(
                            future -> assertThat(future).failsWithin(Duration.ofSeconds(30)),
                            future -> assertThat(future).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    private static long computations(Company.Running instance) {
        return Http.get(instance.url("/analytics/cache-stats"))
                .json()
                .at("/reports/sales/computeTimes/count")
                .longValue();
    }

    private static long orders(Http.Answer report) {
        return report.json().at("/summary/orders").longValue();
    }
}
