package dev.cacheplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.InvalidPathException;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.policy.PretendControlPlane;
import dev.cacheplane.sdk.store.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneTest {
    /** For machines that are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private static final RedisServer server = RedisServer.start();
    private static final RedisClient client = RedisClient.create(server.uri().toString());
    private static final RedisCommands<String, String> redis = client.connect().sync();

    private final List<ControlPlane> open = new ArrayList<>();
    private final AtomicInteger computed = new AtomicInteger();

    @AfterAll
    static void stopRedis() {
        client.shutdown();
        server.close();
    }

    @AfterEach
    void closeAll() {
        open.forEach(ControlPlane::close);
        redis.flushall();
    }

    @Test
    void whatCannotBeBuiltLeavesNothingBehind() {
        RedisAddress withoutItsFile = RedisAddress.parse("rediss://localhost?cacert=/nowhere/ca.pem");
        ControlPlaneBuilder unbuildable =
                ControlPlane.builder("unbuildable", NOBODY).redis(withoutItsFile);

        assertThatThrownBy(unbuildable::build).isInstanceOf(IllegalArgumentException.class);

        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("unbuildable")));
    }

    @Test
    void policiesComeFromTheControlPlane() {
        try (PretendControlPlane remote = new PretendControlPlane()) {
            remote.serve(allOn("shop", 1));
            ControlPlane shop = build(ControlPlane.builder("shop", remote.uri()).redis(address()));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(load(shop).cached()).isTrue());

            remote.serve(PolicySet.empty(new ServiceName("shop"), new Revision("e", 2)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(load(shop).cached()).isFalse());
        }
    }

    @Test
    void aServiceThatStartsAloneGoesByTheCopyThatItKept(@TempDir Path directory) {
        try (PretendControlPlane remote = new PretendControlPlane()) {
            remote.serve(allOn("shop", 1));
            build(ControlPlane.builder("shop", remote.uri()).redis(address()).lastKnownGood(directory));
            await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("shop.policies")));
        }

        ControlPlane alone =
                build(ControlPlane.builder("shop", NOBODY).redis(address()).lastKnownGood(directory));

        assertThat(alone.policy("GET", "/products").policy().shouldCache()).isTrue();
    }

    @Test
    void whatGovernsARequestIsTold() {
        ControlPlane shop = build(fixed("shop"));

        EffectivePolicy policy = shop.policy("GET", "/products/7");
        assertThat(policy.policy().shouldCache()).isTrue();
        assertThat(policy.matched()).isEqualTo(EndpointId.of("/**"));
        assertThat(shop.policy("HEAD", "/products/7")).isEqualTo(policy);
        assertThat(build(fixed("shop").caching(false))
                        .policy("GET", "/products/7")
                        .policy()
                        .shouldCache())
                .isFalse();
        assertThatThrownBy(() -> shop.policy("GET", "/products//7")).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void whatGovernsHeadIsWhatGovernsGet() {
        PolicySet getAlone = PolicySet.empty(new ServiceName("shop"), Revision.NONE)
                .withEndpoint(new EndpointId(EndpointPattern.parse("/**"), "GET"), ON, new Revision("e", 1));
        ControlPlane shop = build(fixed("shop").policies(new FixedPolicies(getAlone)));

        assertThat(shop.policy("HEAD", "/products").policy().shouldCache()).isTrue();
        assertThat(shop.policy("POST", "/products").policy().shouldCache()).isFalse();
    }

    @Test
    void itStartsWithNobodyThere() {
        ControlPlane shop = build(ControlPlane.builder("shop", NOBODY).redis(RedisAddress.of("127.0.0.1", 1, null)));

        assertThat(load(shop)).isEqualTo(new Cached<>(1, false));
        assertThat(shop.cache().invalidate(shop.cache().key("/products"))).isEqualTo(Invalidation.JOURNALLED);
    }

    @Test
    void severalInAVirtualMachineAreIndependent() {
        ControlPlane shop = build(fixed("shop"));
        ControlPlane bank = build(fixed("bank"));
        load(shop);
        load(bank);
        await().untilAsserted(() -> assertThat(redis.keys("cache:*"))
                .containsExactlyInAnyOrder("cache:shop:/products", "cache:bank:/products"));

        shop.close();

        assertThat(load(bank).cached()).isTrue();
        assertThat(load(shop).cached()).isFalse();
    }

    @Test
    void twoOfOneServiceShareTheirEntries() {
        assertThat(load(build(fixed("shop"))).cached()).isFalse();
        assertThat(load(build(fixed("shop"))).cached()).isTrue();
    }

    @Test
    void withCachingOffNothingIsCachedYetInvalidationsAreCarriedOut() {
        ControlPlane caching = build(fixed("shop"));
        ControlPlane off = build(fixed("shop").caching(false));
        load(caching);
        assertThat(load(caching).cached()).isTrue();

        assertThat(load(off).cached()).isFalse();
        assertThat(off.cache().invalidate(off.cache().key("/products"))).isEqualTo(Invalidation.APPLIED);

        assertThat(redis.keys("cache:*")).isEmpty();
        await("another instance hears of it from Redis")
                .untilAsserted(() -> assertThat(load(caching).cached()).isFalse());
    }

    @Test
    void withCachingOffAnInvalidationTakesOutTheVersionThatOthersUse() {
        PolicySet versioned = PolicySet.empty(new ServiceName("shop"), Revision.NONE)
                .withServiceDefaults(ON.with(PolicyField.KEY_VERSION, Optional.of("v2")), new Revision("e", 1));
        ControlPlane caching = build(fixed("shop").policies(new FixedPolicies(versioned)));
        ControlPlane off =
                build(fixed("shop").policies(new FixedPolicies(versioned)).caching(false));
        load(caching);
        await().untilAsserted(() -> assertThat(redis.keys("v2:*")).containsExactly("v2:cache:shop:/products"));

        off.cache().invalidate(off.cache().key("/products"));

        assertThat(redis.keys("v2:*")).isEmpty();
    }

    @Test
    void closingEndsItsThreads() {
        ControlPlane shop = build(ControlPlane.builder("shop", NOBODY).redis(address()));
        load(shop);
        assertThat(threads()).isNotEmpty();

        shop.close();
        shop.close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "redis://localhost, must be like http://localhost:8000",
        "localhost:8000, must be like http://localhost:8000",
        "/api, must be like http://localhost:8000",
        "http:/api, must be like http://localhost:8000",
        "http://me:secret@localhost, use token",
        "http://localhost?a=secret, neither query nor fragment",
        "http://localhost#secret, neither query nor fragment",
    })
    void aUriThatCannotBeIsNamed(String uri, String message) {
        assertThatThrownBy(() -> ControlPlane.builder("shop", URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "a b", "shop:x", "-shop"})
    void aServiceNameThatCannotBeIsNamed(String name) {
        assertThatThrownBy(() -> ControlPlane.builder(name, NOBODY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "sécret"})
    void aTokenThatCannotBeSentIsRefusedAndNotShown(String token) {
        assertThatThrownBy(() -> ControlPlane.builder("shop", NOBODY).token(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A token is made of letters, digits and -._~+/, perhaps with = at its end; this one is not");
    }

    private ControlPlane build(ControlPlaneBuilder builder) {
        ControlPlane built = builder.build();
        open.add(built);
        return built;
    }

    private static ControlPlaneBuilder fixed(String service) {
        return ControlPlane.builder(service, NOBODY).redis(address()).policies(new FixedPolicies(allOn(service, 1)));
    }

    private static PolicySet allOn(String service, long revision) {
        return PolicySet.empty(new ServiceName(service), Revision.NONE)
                .withEndpoint(EndpointId.of("/**"), ON, new Revision("e", revision));
    }

    private static RedisAddress address() {
        return RedisAddress.parse(server.uri().toString());
    }

    private Cached<Integer> load(ControlPlane controlPlane) {
        return controlPlane
                .cache()
                .getOrLoad(controlPlane.cache().key("/products"), Integer.class, computed::incrementAndGet);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("cacheplane"))
                .toList();
    }
}
