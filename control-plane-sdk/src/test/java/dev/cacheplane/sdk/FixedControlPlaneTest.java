package dev.cacheplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Invalidation;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FixedControlPlaneTest {
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void aTestCachesWithoutRedisAndWithoutAControlPlane() {
        try (ControlPlane controlPlane = ControlPlane.fixed("product-service", on(true))) {
            Cache cache = controlPlane.cache();
            CacheKey key = cache.key("/products");
            assertThat(load(cache, key)).isEqualTo(new Cached<>("1", false));
            assertThat(load(cache, key)).isEqualTo(new Cached<>("1", true));
            assertThat(cache.invalidate(key)).isEqualTo(Invalidation.APPLIED);
            assertThat(load(cache, key)).isEqualTo(new Cached<>("2", false));
            assertThat(controlPlane.policy("GET", "/products").policy().shouldCache())
                    .isTrue();
        }
    }

    @Test
    void whatAnInvalidationHasMetIsNotStoredEither() {
        try (ControlPlane controlPlane = ControlPlane.fixed("product-service", on(true))) {
            Cache cache = controlPlane.cache();
            CacheKey key = cache.key("/products");
            cache.getOrLoad(key, String.class, () -> {
                cache.invalidate(key);
                return "old";
            });
            assertThat(load(cache, key)).isEqualTo(new Cached<>("1", false));
        }
    }

    @Test
    void twoShareNothing() {
        try (ControlPlane one = ControlPlane.fixed("product-service", on(true));
                ControlPlane two = ControlPlane.fixed("product-service", on(true))) {
            load(one.cache(), one.cache().key("/products"));
            assertThat(load(two.cache(), two.cache().key("/products"))).isEqualTo(new Cached<>("2", false));
        }
    }

    @Test
    void switchedOffNothingIsCached() {
        try (ControlPlane controlPlane = ControlPlane.fixed("product-service", on(false))) {
            CacheKey key = controlPlane.cache().key("/products");
            load(controlPlane.cache(), key);
            assertThat(load(controlPlane.cache(), key)).isEqualTo(new Cached<>("2", false));
        }
    }

    private static PolicySettings on(boolean on) {
        return PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, on);
    }

    private Cached<String> load(Cache cache, CacheKey key) {
        return cache.getOrLoad(key, String.class, () -> String.valueOf(loads.incrementAndGet()));
    }
}
