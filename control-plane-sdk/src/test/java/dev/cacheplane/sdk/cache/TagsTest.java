package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One write takes out everything of a service, of an endpoint, or with a tag. */
class TagsTest {
    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private static final RawRedis RAW = new RawRedis(REDIS);

    @AutoClose
    private final Instance one = new Instance(REDIS);

    @AutoClose
    private final Instance two = new Instance(REDIS);

    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void empty() {
        RAW.commands.flushall();
        for (Instance instance : List.of(one, two)) {
            PolicySet current = instance.policies.current();
            instance.policies.change(current.withEndpoint(
                    EndpointId.of("/products/{id}"),
                    PolicySettings.EMPTY.with(PolicyField.TAGS, List.of("catalog")),
                    current.revision().next()));
        }
    }

    @Test
    void aPolicysTagTakesOutWhatTheEndpointGovernsAndNothingElse() {
        load("/products/1", "/products/2", "/users");
        assertThat(two.cache.invalidate(Target.tag("catalog"))).isEqualTo(Invalidation.APPLIED);
        assertThat(cached(two, "/products/1", "/products/2", "/users")).containsExactly(false, false, true);
    }

    @Test
    void anEndpointIsTakenOutUnderWhateverNameItsVariableHas() {
        load("/products/1", "/products/2", "/users");
        one.cache.invalidate(Target.endpoint("/products/:sku"));
        assertThat(cached(one, "/products/1", "/products/2", "/users")).containsExactly(false, false, true);
    }

    @Test
    void aServiceIsTakenOutWhole() {
        load("/products/1", "/users");
        one.cache.invalidate(Target.service());
        assertThat(cached(one, "/products/1", "/users")).containsExactly(false, false);
    }

    @Test
    void otherInstancesHearOfIt() {
        load("/products/1");
        assertThat(cached(two, "/products/1")).containsExactly(true);
        one.cache.invalidate(Target.tag("catalog"));
        await().untilAsserted(() -> assertThat(cached(two, "/products/1")).containsExactly(true));
        assertThat(loads).hasValue(2);
    }

    @Test
    void aKeysOwnTagsCountAndAReaderWhoNamesMoreDoesNotUseAnEntryThatLacksThem() {
        CacheKey tagged = one.cache.key("/users").tagged("user:7");
        one.cache.getOrLoad(tagged, String.class, this::next);
        assertThat(one.cache.getOrLoad(tagged, String.class, this::next).cached())
                .isTrue();
        assertThat(one.cache
                        .getOrLoad(tagged.tagged("user:8"), String.class, this::next)
                        .cached())
                .isFalse();
        one.cache.invalidate(Target.tag("user:8"));
        assertThat(one.cache.getOrLoad(tagged, String.class, this::next).cached())
                .isFalse();
    }

    @Test
    void aComputationMayNameTagsOfItsOwn() {
        CacheKey key = one.cache.key("/search");
        TaggingLoader<String, RuntimeException> loader = tags -> {
            tags.add("product:7");
            return next();
        };
        one.cache.getOrLoad(key, TypeOf.of(String.class), loader);
        assertThat(two.cache.getOrLoad(key, TypeOf.of(String.class), loader)).isEqualTo(new Cached<>("1", true));
        two.cache.invalidate(Target.tag("product:7"));
        assertThat(two.cache.getOrLoad(key, TypeOf.of(String.class), loader)).isEqualTo(new Cached<>("2", false));
    }

    @Test
    void whatATagTakesOutWhileItIsComputedIsNotUsedThoughTheTagWasNamedAfterwards() {
        CacheKey key = one.cache.key("/search");
        Cached<String> old = one.cache.getOrLoad(key, TypeOf.of(String.class), tags -> {
            String read = next();
            two.cache.invalidate(Target.tag("product:7"));
            tags.add("product:7");
            return read;
        });
        assertThat(old.value()).isEqualTo("1");
        assertThat(one.cache.getOrLoad(key, String.class, this::next)).isEqualTo(new Cached<>("2", false));
    }

    @Test
    void nothingIsUsedThatWasStoredUnderAGenerationThatRedisHasLost() {
        load("/users");
        RAW.commands.del("gen:{product-service}:service");
        await().untilAsserted(() -> assertThat(cached(one, "/users")).containsExactly(true));
        assertThat(loads).hasValue(2);
    }

    @Test
    void anEntryFromBeforeItsEndpointWasConfiguredIsNotUsed() {
        load("/users");
        PolicySet current = one.policies.current();
        one.policies.change(current.withEndpoint(
                EndpointId.of("/users"),
                PolicySettings.EMPTY.with(PolicyField.JITTER, 1L),
                current.revision().next()));
        assertThat(cached(one, "/users")).containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "é", "-a"})
    void whatIsNoTagIsRefused(String tag) {
        CacheKey key = one.cache.key("/users");
        assertThatIllegalArgumentException().isThrownBy(() -> Target.tag(tag));
        assertThatIllegalArgumentException().isThrownBy(() -> key.tagged(tag));
    }

    private void load(String... paths) {
        assertThat(cached(one, paths)).doesNotContain(true);
    }

    private List<Boolean> cached(Instance instance, String... paths) {
        List<Boolean> cached = List.of(paths).stream()
                .map(path -> instance.cache
                        .getOrLoad(instance.cache.key(path), String.class, this::next)
                        .cached())
                .toList();
        instance.awaitFills();
        return cached;
    }

    private String next() {
        return String.valueOf(loads.incrementAndGet());
    }
}
