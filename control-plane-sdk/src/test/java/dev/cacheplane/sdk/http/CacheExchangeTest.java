package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Lookup;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheExchangeTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private static final RedisServer server = RedisServer.start();
    private static final RedisClient client = RedisClient.create(server.uri().toString());
    private static final RedisCommands<String, String> redis = client.connect().sync();

    private final FixedPolicies policies = new FixedPolicies(PolicySet.empty(new ServiceName("shop"), Revision.NONE)
            .withEndpoint(
                    EndpointId.of("/products"), ON.with(PolicyField.TTL, Duration.ofSeconds(60)), new Revision("e", 1))
            .withEndpoint(EndpointId.of("/paths/**"), ON, new Revision("e", 2))
            .withEndpoint(EndpointId.of("/mine"), ON.with(PolicyField.KEY, byUser()), new Revision("e", 3))
            .withEndpoint(new EndpointId(EndpointPattern.parse("/search"), "POST"), ON, new Revision("e", 4)));
    private final ControlPlane controlPlane = ControlPlane.builder("shop", URI.create("http://localhost:1"))
            .redis(RedisAddress.parse(server.uri().toString()))
            .policies(policies)
            .build();
    private final AtomicInteger computed = new AtomicInteger();
    private final Javalin web = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.modifyServletContextHandler(context -> {
                    FilterHolder holder = new FilterHolder(controlPlane.filter());
                    holder.setAsyncSupported(true);
                    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                });
                config.routes.get("/products", this::load);
                config.routes.get("/mine", this::load);
                config.routes.get("/other", this::load);
                config.routes.post("/search", this::load);
                config.routes.get("/paths/<rest>", CacheExchangeTest::describe);
                config.routes.get(
                        "/chosen", context -> load(context, controlPlane.cache().key("/products")));
                config.routes.get("/get-and-put", this::getAndPut);
                config.routes.get(
                        "/later", context -> context.future(() -> CompletableFuture.runAsync(() -> load(context))));
                config.routes.post("/form", context -> context.result(context.body() + " " + context.formParam("a")));
            })
            .start("127.0.0.1", 0);
    private final HttpClient http = HttpClient.newHttpClient();

    private static KeyRecipe byUser() {
        return new KeyRecipe(Query.ALL, List.of("Authorization"), List.of("sid"), false);
    }

    @AfterAll
    static void stopRedis() {
        client.shutdown();
        server.close();
    }

    @AfterEach
    void stop() {
        web.stop();
        controlPlane.close();
        redis.flushall();
    }

    private void load(Context context) {
        Cached<List<Integer>> value = CacheExchange.of(context.req())
                .getOrLoad(new TypeOf<List<Integer>>() {}, () -> List.of(computed.incrementAndGet()));
        context.result(value.value() + (value.cached() ? " cached" : " computed"));
    }

    private void load(Context context, CacheKey key) {
        Cached<Integer> value =
                CacheExchange.of(context.req()).withKey(key).getOrLoad(Integer.class, computed::incrementAndGet);
        context.result(value.value() + (value.cached() ? " cached" : " computed"));
    }

    private void getAndPut(Context context) {
        CacheExchange exchange = CacheExchange.of(context.req());
        Lookup<Integer> found = exchange.get(Integer.class);
        if (found instanceof Lookup.Hit<Integer> hit) {
            context.result(hit.value() + " cached");
        } else if (found instanceof Lookup.Miss<Integer> miss) {
            boolean stored = exchange.put(miss.ticket(), computed.incrementAndGet());
            context.result(computed + (stored ? " stored" : " not stored"));
        }
    }

    private static void describe(Context context) {
        CacheExchange exchange = CacheExchange.of(context.req());
        context.result(exchange.endpoint() + " "
                + exchange.bypass().map(Bypass::toString).orElse("stored") + " "
                + exchange.cacheKey().map(CacheKey::name).orElse("no key"));
    }

    @Test
    void whatIsOnIsComputedOnceAndStoredForItsTtl() {
        assertThat(get("/products")).isEqualTo("[1] computed");
        assertThat(get("/products")).isEqualTo("[1] cached");
        assertThat(get("/products?")).isEqualTo("[1] cached");
        assertThat(get("/products?page=2")).isEqualTo("[2] computed");

        assertThat(redis.get("cache:shop:/products")).isEqualTo("[1]");
        await().untilAsserted(() ->
                assertThat(redis.get("cache:shop:/products?page=2")).isEqualTo("[2]"));
        assertThat(redis.ttl("cache:shop:/products")).isBetween(1L, 60L);
    }

    @Test
    void whatIsOffIsComputedEachTime() {
        assertThat(get("/other")).isEqualTo("[1] computed");
        assertThat(get("/other")).isEqualTo("[2] computed");
        assertThat(redis.keys("[^bg]*")).isEmpty();
    }

    @Test
    void aChangeOfPolicyHoldsForTheNextRequest() {
        get("/products");
        policies.change(policies.current().withoutEndpoint(EndpointId.of("/products"), new Revision("e", 9)));

        assertThat(get("/products")).isEqualTo("[2] computed");
    }

    @Test
    void aPersonalRequestNeitherReadsNorStores() {
        assertThat(get("/products", "Authorization", "Bearer ann")).isEqualTo("[1] computed");
        assertThat(get("/products", "Cookie", "sid=ann")).isEqualTo("[2] computed");
        assertThat(redis.keys("[^bg]*")).isEmpty();
    }

    @Test
    void usersHaveTheirOwnCopiesWhereTheRecipeSaysSoAndTheirSecretsAreInNoKey() {
        assertThat(get("/mine", "Authorization", "Bearer ann")).isEqualTo("[1] computed");
        assertThat(get("/mine", "Authorization", "Bearer bob")).isEqualTo("[2] computed");
        assertThat(get("/mine", "Cookie", "sid=ann; theme=dark")).isEqualTo("[3] computed");
        assertThat(get("/mine", "Authorization", "Bearer ann")).isEqualTo("[1] cached");
        assertThat(get("/mine", "Cookie", "theme=light; sid=ann")).isEqualTo("[3] cached");

        assertThat(redis.keys("cache:*"))
                .hasSize(3)
                .allSatisfy(key -> assertThat(key).matches("cache:shop:/mine#[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid=\"", "sid=a\"b", "=", "sid", "sid=é", ";;;", "$Version=1; sid=x", "sid=a; sid=b"})
    void anOddCookieDoesNoHarm(String cookie) {
        assertThat(get("/mine", "Cookie", cookie)).isEqualTo("[1] computed");
    }

    @Test
    void invalidatingAnEndpointTakesOutEveryVariant() {
        get("/mine", "Authorization", "Bearer ann");
        get("/mine?a=1", "Authorization", "Bearer ann");

        controlPlane.cache().invalidate(Target.endpoint("/min"));
        assertThat(get("/mine", "Authorization", "Bearer ann")).isEqualTo("[1] cached");
        controlPlane.cache().invalidate(Target.endpoint("/mine"));
        assertThat(get("/mine", "Authorization", "Bearer ann")).isEqualTo("[3] computed");
        assertThat(get("/mine?a=1", "Authorization", "Bearer ann")).isEqualTo("[4] computed");
    }

    @Test
    void aPolicyMadeForAMethodMayCacheIt() {
        assertThat(send(post("/search", ""))).isEqualTo("[1] computed");
        assertThat(send(post("/search", ""))).isEqualTo("[1] cached");
        assertThat(redis.keys("cache:*"))
                .singleElement()
                .asString()
                .as("not where GET would find it")
                .matches("cache:shop:/search#[0-9a-f]{32}");
    }

    @Test
    void aHandlerMayChooseTheKey() {
        allOn();
        assertThat(get("/chosen?a=1")).isEqualTo("1 computed");
        assertThat(get("/chosen?a=2")).isEqualTo("1 cached");
        assertThat(redis.keys("cache:*")).containsExactly("cache:shop:/products");

        assertThat(get("/chosen", "Authorization", "x"))
                .as("but a request that is not cached stays so")
                .isEqualTo("2 computed");
    }

    @Test
    void aHandlerMayGetAndPut() {
        assertThat(get("/get-and-put")).as("off").isEqualTo("1 not stored");
        allOn();
        assertThat(get("/get-and-put")).isEqualTo("2 stored");
        assertThat(get("/get-and-put")).isEqualTo("2 cached");
    }

    @Test
    void anAsynchronousHandlerHasItsExchange() {
        allOn();
        assertThat(get("/later")).isEqualTo("[1] computed");
        assertThat(get("/later")).isEqualTo("[1] cached");
    }

    @Test
    void aFormIsLeftToTheHandler() {
        allOn();
        HttpRequest form = HttpRequest.newBuilder(uri("/form"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=1&b=2"))
                .build();

        assertThat(send(form)).isEqualTo("a=1&b=2 1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/paths/a,           /paths/a stored cache:shop:/paths/a",
        "/paths/a/,          /paths/a stored cache:shop:/paths/a",
        "/paths/%61,         /paths/a stored cache:shop:/paths/a",
        "/paths/%C3%A9,      /paths/%C3%A9 stored cache:shop:/paths/%C3%A9",
        "/paths/a?b=%7b%7D,  /paths/a stored cache:shop:/paths/a?b=%7B%7D",
        "/paths/a:b,         /paths/a:b stored cache:shop:/paths/a:b",
        "/paths//a,          /paths//a path no key",
        "/paths/a;b=1,       /paths/a;b=1 path no key",
        "/paths/a%2Fb,       /paths/a%2Fb path no key",
        "/paths/a?b=%,       /paths/a query no key",
    })
    void everyPathIsAnsweredAndOnlyACanonicalOneIsCached(String target, String description) throws Exception {
        assertThat(RawHttp.get(web.port(), target)).startsWith("HTTP/1.1 200").endsWith(description);
    }

    @Test
    void withoutTheFilterTheMistakeIsNamed() {
        Javalin bare = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get(
                    "/products",
                    context -> assertThatThrownBy(() -> CacheExchange.of(context.req()))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("ControlPlane.filter()"));
        });
        try {
            bare.start("127.0.0.1", 0);
            URI uri = URI.create("http://127.0.0.1:" + bare.port() + "/products");
            assertThat(send(HttpRequest.newBuilder(uri).build())).isEmpty();
        } finally {
            bare.stop();
        }
    }

    private void allOn() {
        policies.change(policies.current().withServiceDefaults(ON, new Revision("e", 8)));
    }

    private String get(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private HttpRequest post(String target, String body) {
        return HttpRequest.newBuilder(uri(target))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + web.port() + target);
    }

    private String send(HttpRequest request) {
        HttpResponse<String> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
