package dev.cacheplane.benchmarks.cache;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Codec;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Ours, with policies that are there already, with or without its near cache. It waits for Redis for longer than services would, so
 * that a busy machine does not end the measuring.
 */
final class CacheplaneContender<T> implements Contender {
    private static final String SERVICE = "benchmark";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final ControlPlane controlPlane;
    private final Cache cache;
    private final boolean near;
    private final TypeOf<T> type;
    private final T value;
    private final List<CacheKey> keys;

    /** @param near whether it keeps what it has read; if not it asks Redis each time, as its peers do */
    CacheplaneContender(int port, Values<T> values, boolean near) {
        this.near = near;
        controlPlane = ControlPlane.builder(SERVICE, URI.create("http://localhost"))
                .policies(new FixedPolicies(policies(near)))
                .redis(RedisAddress.of("localhost", port, null))
                .cacheSettings(CacheSettings.ofDefaults().withRedisBudget(PATIENCE))
                .codec(values.json().<Codec>map(JsonCodec::new).orElseGet(PassThrough::new))
                .build();
        cache = controlPlane.cache();
        type = TypeOf.of(values.type());
        value = values.sample();
        keys = Contender.paths().stream().map(cache::key).toList();
        awaitRedis();
    }

    private void awaitRedis() {
        long begun = System.nanoTime();
        while (!cache.getOrLoad(keys.get(0), type, () -> value).cached()) {
            Contender.check(System.nanoTime() - begun < PATIENCE.toNanos());
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        invalidate(0);
    }

    private static PolicySet policies(boolean near) {
        PolicySettings cached = PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.NEAR_CACHE, near)
                .with(PolicyField.TTL, Duration.ofHours(1));
        return PolicySet.empty(new ServiceName(SERVICE), Revision.NONE)
                .replacedBy(
                        PolicySettings.EMPTY,
                        Map.of(EndpointId.of("/products/{id}"), cached),
                        new Revision(SERVICE, 1));
    }

    /** The entry's name in Redis. */
    String name(int key) {
        return keys.get(key).name();
    }

    /** What it has stored itself it keeps near when it has read it, and Redis' report of its own storing has come. */
    @Override
    public void prepare(int key) {
        missAndFill(key);
        Object before = hit(key);
        for (Object now = hit(key); near && now != before; now = hit(key)) {
            before = now;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public Object hit(int key) {
        Cached<T> read = cache.getOrLoad(keys.get(key), type, () -> Contender.found(null));
        return Contender.found(read.value());
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(!cache.getOrLoad(keys.get(key), type, () -> value).cached());
    }

    @Override
    public void invalidate(int key) {
        Contender.check(cache.invalidate(keys.get(key)) == Invalidation.APPLIED);
    }

    @Override
    public void close() {
        controlPlane.close();
    }

    /** For values that are bytes. */
    private static final class PassThrough implements Codec {
        @Override
        public <T> byte[] encode(T value, TypeOf<T> type) {
            return (byte[]) value;
        }

        @Override
        @SuppressWarnings("unchecked") // used with byte[] alone
        public <T> T decode(byte[] payload, TypeOf<T> type) {
            return (T) payload;
        }
    }
}
