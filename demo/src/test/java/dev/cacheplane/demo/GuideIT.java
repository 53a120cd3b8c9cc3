package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cacheplane.redis.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide, from its first request to its last, on the jars that are shipped. */
class GuideIT {

    private static final Duration QUERY_DELAY = Duration.ofMillis(400);
    /** A second or so on a machine that has nothing else to do. */
    private static final Duration OBEYED = Duration.ofSeconds(10);

    private static final Reply NOTHING = new Reply.Items(List.of());

    @TempDir
    private Path directory;

    @Test
    void thePersonWhoFollowsTheGuideSeesWhatItSays() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var first = company.startProductService();

            var policy = Http.get(company.controlPlane().url("/api/config/product-service/products"))
                    .json();
            assertThat(policy.required("shouldCache").booleanValue()).isFalse();
            assertThat(policy.required("ttlSeconds").intValue()).isEqualTo(300);
            assertThat(policy.required("sources").required("shouldCache").textValue())
                    .isEqualTo("default");
            assertThat(policy.required("matched").isNull()).isTrue();

            for (int i = 0; i < 2; i++) {
                var uncached = Http.get(first.url("/products"));
                assertThat(uncached.cached()).isFalse();
                assertThat(uncached.took()).isGreaterThanOrEqualTo(QUERY_DELAY);
                assertThat(prices(uncached)).containsExactly("Laptop 999", "Mouse 29");
            }
            assertThat(company.redisCli("KEYS", "cache:*")).isEqualTo(NOTHING);

            company.setShouldCache(true);
            Company.awaitCached(first, OBEYED);
            var cached = Http.get(first.url("/products"));
            assertThat(prices(cached)).containsExactly("Laptop 999", "Mouse 29");
            assertThat(cached.took()).isLessThan(QUERY_DELAY);

            assertThat(company.redisCli("KEYS", "cache:*"))
                    .isEqualTo(new Reply.Items(List.of(Reply.Data.of(Company.ENTRY))));
            assertThat(company.redisCli("GET", Company.ENTRY))
                    .isEqualTo(Reply.Data.of(cached.json().required("products").toString()));
            assertThat(ttlMillis(company)).isBetween(290_000L, 300_000L);
            long before = ttlMillis(company);
            await("the time to live counts down").until(() -> ttlMillis(company) < before);

            var updated = Http.send("PUT", first.url("/products/1"), "{\"price\":899}");
            assertThat(updated.body()).isEqualTo("{\"success\":true,\"message\":\"Product updated\"}");
            assertThat(company.redisCli("EXISTS", Company.ENTRY)).isEqualTo(new Reply.Count(0));
            var after = Http.get(first.url("/products"));
            assertThat(after.cached()).isFalse();
            assertThat(prices(after)).containsExactly("Laptop 899", "Mouse 29");

            var second = company.startProductService();
            var firstAnswer = Http.get(second.url("/products"));
            assertThat(firstAnswer.cached()).isTrue();
            assertThat(prices(firstAnswer)).containsExactly("Laptop 899", "Mouse 29");
            second.close();
            second = company.startProductService();
            assertThat(Http.get(second.url("/products")).cached()).isTrue();

            for (var instance : List.of(first, second)) {
                assertThat(company.redisCli("DEL", Company.ENTRY)).isEqualTo(new Reply.Count(1));
                assertThat(Http.get(instance.url("/products")).cached()).isFalse();
                assertThat(Http.get(instance.url("/products")).cached()).isTrue();
            }

            company.setShouldCache(false);
            for (var instance : List.of(first, second)) {
                await("obeyed")
                        .atMost(OBEYED)
                        .until(() -> !Http.get(instance.url("/products")).cached());
                assertThat(Http.get(instance.url("/products")).cached()).isFalse();
            }
        }
    }

    private static List<String> prices(Http.Answer answer) {
        return answer.json()
                .required("products")
                .valueStream()
                .map(GuideIT::price)
                .toList();
    }

    private static String price(JsonNode product) {
        return product.required("name").textValue() + " "
                + product.required("price").asText();
    }

    private static long ttlMillis(Company company) {
        return ((Reply.Count) company.redisCli("PTTL", Company.ENTRY)).value();
    }
}
