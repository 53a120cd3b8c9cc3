package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service, on a real database, a real Redis, and policies that come over HTTP. */
class ProductServiceTest {
    /** For machines that are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SEEDED =
            "[{\"id\":1,\"name\":\"Laptop\",\"price\":999},{\"id\":2,\"name\":\"Mouse\",\"price\":29}]";
    private static final String UPDATED = SEEDED.replace("999", "899.99");
    private static final String KEY = "cache:product-service:/products";

    private static final RedisServer server = RedisServer.start();
    private static final RedisClient client = RedisClient.create(server.uri().toString());
    private static final RedisCommands<String, String> redis = client.connect().sync();

    private final PolicyServer policies = new PolicyServer();
    private final List<ProductService> running = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterAll
    static void stopRedis() {
        client.shutdown();
        server.close();
    }

    @AfterEach
    void stop() {
        running.forEach(ProductService::close);
        policies.close();
        redis.flushall();
    }

    @Test
    void nothingIsCachedUntilThePolicySaysSo() {
        Client service = start();

        assertThat(service.get("/products")).isEqualTo(json("{\"cached\":false,\"products\":" + SEEDED + "}"));
        assertThat(service.get("/products")).isEqualTo(json("{\"cached\":false,\"products\":" + SEEDED + "}"));
        assertThat(redis.keys("*")).allMatch(key -> key.startsWith("beat:"));
    }

    @Test
    void aProductIsAskedForById() {
        assertThat(start().get("/products/2")).isEqualTo(json("{\"id\":2,\"name\":\"Mouse\",\"price\":29}"));
    }

    @Test
    void turnedOnTheProductsAreCachedAsTheBareArray() {
        policies.turnOn("/products");
        Client service = startCaching();

        assertThat(service.get("/products")).isEqualTo(json("{\"cached\":true,\"products\":" + SEEDED + "}"));
        assertThat(redis.keys("cache:*")).containsExactly(KEY);
        assertThat(redis.get(KEY)).isEqualTo(SEEDED);
        assertThat(redis.ttl(KEY)).isBetween(1L, 300L);
    }

    @Test
    void turnedOffTheDatabaseIsAskedAgain() {
        policies.turnOn("/products");
        Client service = startCaching();

        policies.turnOff("/products");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.get("/products").body()).contains("\"cached\":false"));
    }

    @Test
    void anUpdateIsSeenByWhoeverAsksAfterIt() {
        policies.turnOn("/products", "/products/{id}");
        Client service = startCaching();
        await().atMost(PATIENCE).until(() -> service.isHit("/products/1") && service.isHit("/products/2"));

        assertThat(service.put("/products/1", "{\"price\":899.99}"))
                .isEqualTo(json("{\"success\":true,\"message\":\"Product updated\"}"));

        assertThat(redis.keys("cache:*")).containsExactly("cache:product-service:/products/2");
        assertThat(service.get("/products")).isEqualTo(json("{\"cached\":false,\"products\":" + UPDATED + "}"));
        assertThat(service.get("/products")).isEqualTo(json("{\"cached\":true,\"products\":" + UPDATED + "}"));
        assertThat(service.get("/products/1")).isEqualTo(json("{\"id\":1,\"name\":\"Laptop\",\"price\":899.99}"));
        assertThat(service.isHit("/products/2")).isTrue();
        assertThat(redis.get("cache:product-service:/products/2"))
                .isEqualTo("{\"id\":2,\"name\":\"Mouse\",\"price\":29}");
    }

    @Test
    void whateverTheQueryThereIsOneEntryAndAnUpdateTakesItOut() {
        policies.turnOn("/products");
        Client service = startCaching();
        assertThat(service.get("/products?page=2&x=%7B%7D").body()).contains("\"cached\":true");

        service.put("/products/1", "{\"price\":899.99}");

        assertThat(service.get("/products?page=2&x=%7B%7D").body()).contains(UPDATED);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.keys("cache:*")).containsExactly(KEY));
    }

    @Test
    void whatAReaderBeganBeforeAnUpdateIsNotKeptAfterIt() {
        policies.turnOn("/products", "/products/{id}");
        Client service = start(Map.of("QUERY_DELAY_MS", "500"));
        await().atMost(PATIENCE).until(() -> service.isHit("/products/2"));
        CompletableFuture<Client.Answer> early = service.getAsync("/products");
        await().atMost(PATIENCE).until(() -> !redis.keys("lease:*").isEmpty());

        service.put("/products/1", "{\"price\":899.99}");

        assertThat(service.get("/products").body()).contains(UPDATED);
        assertThat(early.join().status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> service.get("/products").body().equals("{\"cached\":true,\"products\":" + UPDATED + "}"));
        assertThat(redis.get(KEY)).isEqualTo(UPDATED);
    }

    @Test
    void nobodyEverSeesTheOldPriceAfterAnUpdateWhicheverInstanceIsAsked() {
        policies.turnOn("/products", "/products/{id}");
        List<Client> instances = List.of(startCaching(), startCaching());

        for (int price = 1; price <= 40; price++) {
            Client writer = instances.get(price % 2);
            writer.put("/products/1", "{\"price\":" + price + "}");
            for (Client reader : instances) {
                assertThat(reader.get("/products").body()).contains("\"price\":" + price + "}");
                assertThat(reader.get("/products/1").body()).contains("\"price\":" + price + "}");
            }
        }
    }

    @Test
    void instancesShareTheirEntriesAndANewOneFindsThem() {
        policies.turnOn("/products");
        startCaching();
        Client second = start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(second.get("/products").body()).contains("\"cached\":true"));
        assertThat(second.get("/products").body()).contains(SEEDED);
    }

    @Test
    void anUpdateOutlivesTheService() {
        start().put("/products/2", "{\"name\":\"Trackball\",\"price\":59.5}");
        running.remove(0).close();

        assertThat(start().get("/products/2").body()).contains("{\"id\":2,\"name\":\"Trackball\",\"price\":59.5}");
    }

    @Test
    void anUpdateThatMakesNoSenseIsRefusedAndEveryFaultNamed() {
        Client service = start();

        Client.Answer answer = service.put("/products/1", "{\"price\":-1,\"name\":\" \",\"a/b\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"/price\"", "\"/name\"", "\"/a~1b\"");
        assertThat(service.get("/products").body()).contains(SEEDED);
    }

    @Test
    void aProductThatIsNotThereIsA404() {
        Client service = start();

        for (String id : List.of("99", "0", "01", "-1", "abc", "1.0", "99999999999999999999", "%20", "1%2F2")) {
            for (Client.Answer answer :
                    List.of(service.get("/products/" + id), service.put("/products/" + id, "{\"price\":1}"))) {
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
            }
        }
    }

    @Test
    void thatThereIsNoSuchProductIsNotCached() {
        policies.turnOn("/products", "/products/{id}");
        Client service = startCaching();

        assertThat(service.get("/products/99").status()).isEqualTo(404);
        assertThat(redis.keys("*/products/99*")).isEmpty();
    }

    @Test
    void anEnormousBodyIsRefused() {
        assertThat(start().put("/products/1", "x".repeat(10 << 20)).status()).isEqualTo(413);
    }

    @Test
    void cachingCanBeLeftOffByTheEnvironment() {
        policies.turnOn("/products");
        Client caching = startCaching();
        Client off = start(Map.of("CACHE_ENABLED", "false"));

        assertThat(off.get("/products").body()).contains("\"cached\":false");
        off.put("/products/1", "{\"price\":899.99}");

        assertThat(caching.get("/products").body()).contains(UPDATED);
    }

    @Test
    void itStartsAndAnswersWithNeitherRedisNorControlPlane() {
        Client service = start(Map.of("REDIS_URL", "redis://127.0.0.1:1", "CONTROL_PLANE_URL", "http://127.0.0.1:1"));

        assertThat(service.get("/products").body()).contains(SEEDED);
        assertThat(service.put("/products/1", "{\"price\":899.99}").status()).isEqualTo(200);
        assertThat(service.get("/products").body()).contains(UPDATED);
    }

    @Test
    void startedWithoutTheControlPlaneItGoesByThePoliciesThatItKnewLast() {
        policies.turnOn("/products");
        startCaching();
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("product-service.policies")));
        running.remove(0).close();

        Client alone = start(Map.of("CONTROL_PLANE_URL", "http://127.0.0.1:1"));

        alone.get("/products");
        assertThat(alone.get("/products").body()).contains("\"cached\":true");
    }

    @Test
    void itAnswersWhileRedisIsAwayAndCachesAgainAfterwards() {
        try (RedisServer own = RedisServer.start()) {
            policies.turnOn("/products");
            Client service = start(Map.of("REDIS_URL", own.uri().toString()));
            awaitCached(service, "/products");

            own.kill();
            assertThat(service.get("/products").body()).contains("\"cached\":false", SEEDED);
            assertThat(service.put("/products/1", "{\"price\":899.99}").status())
                    .isEqualTo(200);
            assertThat(service.get("/products").body()).contains(UPDATED);

            own.restart();
            awaitCached(service, "/products");
            assertThat(service.get("/products").body()).contains(UPDATED);
        }
    }

    @Test
    void aRedisThatHangsHoldsUpNobodyForLong() {
        try (RedisServer own = RedisServer.start()) {
            policies.turnOn("/products");
            Client service = start(Map.of("REDIS_URL", own.uri().toString()));
            awaitCached(service, "/products");

            own.pause();
            assertThat(service.getAsync("/products"))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
            own.resume();
        }
    }

    @Test
    void itsHealthIsAnswered() {
        assertThat(start().get("/health")).isEqualTo(json("{\"status\":\"up\"}"));
    }

    @Test
    void aBusyPortIsNamedAndNothingStaysBehind() {
        Client first = start();

        assertThatThrownBy(() -> start(Map.of("PORT", String.valueOf(first.port()))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PORT");
        assertThat(first.get("/products").status()).isEqualTo(200);
    }

    private Client start() {
        return start(Map.of());
    }

    private Client start(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PORT", "0",
                "DATA_DIR", directory.toString(),
                "REDIS_URL", server.uri().toString(),
                "CONTROL_PLANE_URL", policies.uri().toString(),
                "QUERY_DELAY_MS", "0"));
        environment.putAll(variables);
        ProductService started = ProductService.start(ProductConfig.from(Environment.of(environment)));
        running.add(started);
        return new Client(started.port());
    }

    private Client startCaching() {
        Client service = start();
        awaitCached(service, "/products");
        return service;
    }

    private static void awaitCached(Client service, String path) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.get(path).body()).contains("\"cached\":true"));
    }

    private static Client.Answer json(String body) {
        return new Client.Answer(200, "application/json", body);
    }
}
