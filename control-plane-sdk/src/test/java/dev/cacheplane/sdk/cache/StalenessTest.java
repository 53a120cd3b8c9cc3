package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stale answers, where the policy allows them, and never after a hard invalidation. Entries are made stale by soft invalidation: nobody waits for a TTL. */
class StalenessTest {
    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private static final RawRedis RAW = new RawRedis(REDIS);

    private static final PolicySettings CACHED = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);
    private static final PolicySettings REVALIDATED =
            CACHED.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(10));
    private static final PolicySettings FORGIVEN = CACHED.with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(10));

    private final IOException away = new IOException("database away");

    @AutoClose
    private final Callers callers = new Callers();

    @AutoClose
    private final Instance one = new Instance(REDIS);

    @AutoClose
    private final Instance two = new Instance(REDIS);

    private final CacheKey key = one.cache.key("/products").tagged("catalog");
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void empty() {
        RAW.commands.flushall();
    }

    @Test
    void theTimeToLiveIncludesTheWindow() {
        set(REVALIDATED);
        load(one);
        assertThat(RAW.commands.ttl(key.name())).isBetween(890L, 900L);
    }

    @Test
    void somethingStaleIsServedAtOnceAndANewOneMadeBehindItsReadersBack() {
        set(REVALIDATED);
        load(one);
        one.cache.invalidateSoftly(key);
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        assertThat(one.cache.getOrLoad(key, String.class, () -> {
                    computing.countDown();
                    Callers.await(mayFinish);
                    return "new";
                }))
                .isEqualTo(new Cached<>("1", true));
        Callers.await(computing);
        assertThat(load(two)).isEqualTo(new Cached<>("1", true));
        mayFinish.countDown();
        await().untilAsserted(() -> assertThat(load(two)).isEqualTo(new Cached<>("new", true)));
        assertThat(loads).hasValue(1);
    }

    @Test
    void whatASoftInvalidationMakesStaleStaysSoForThoseWhoCannotMakeANewOne() throws IOException {
        set(FORGIVEN);
        load(one);
        one.cache.invalidateSoftly(Target.tag("catalog"));
        assertThat(fail(one)).isEqualTo(new Cached<>("1", true));
        assertThat(fail(two)).isEqualTo(new Cached<>("1", true));
    }

    @Test
    void afterAFailureNobodyTriesForAWhileWhoHasSomethingStale() throws IOException {
        set(FORGIVEN);
        load(one);
        one.cache.invalidateSoftly(key);
        fail(one);
        AtomicInteger tries = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            assertThat(two.cache.getOrLoad(key, String.class, () -> "try " + tries.incrementAndGet()))
                    .isNotNull();
        }
        assertThat(tries).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void withoutAWindowTheLoadersExceptionIsThrown() {
        set(CACHED);
        load(one);
        one.cache.invalidateSoftly(key);
        assertThatThrownBy(() -> fail(one)).isSameAs(away);
    }

    @Test
    void aHardInvalidationLeavesNothingToFallBackOn() {
        set(FORGIVEN.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(10)));
        for (Target target :
                new Target[] {key, Target.tag("catalog"), Target.service(), Target.endpoint("/products")}) {
            load(one);
            two.cache.invalidate(target);
            await().untilAsserted(() -> assertThatThrownBy(() -> fail(one)).isSameAs(away));
        }
    }

    @Test
    void aComputationThatASoftInvalidationMeetsIsNotStored() {
        set(REVALIDATED);
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        Future<Cached<String>> old = callers.call(() -> one.cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            return "old";
        }));
        Callers.await(computing);
        two.cache.invalidateSoftly(key);
        mayFinish.countDown();
        assertThat(Callers.result(old).value()).isEqualTo("old");
        one.awaitFills();
        assertThat(RAW.commands.exists(key.name())).isZero();
    }

    @Test
    void thatThereIsNoneIsKeptForItsOwnTime() {
        set(CACHED.with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(20)));
        Loader<String, RuntimeException> none = () -> {
            loads.incrementAndGet();
            return null;
        };
        assertThat(one.cache.getOrLoad(key, String.class, none)).isEqualTo(new Cached<>(null, false));
        assertThat(two.cache.getOrLoad(key, String.class, none)).isEqualTo(new Cached<>(null, true));
        assertThat(two.cache.get(key, String.class)).isEqualTo(new Lookup.Hit<>(null));
        assertThat(RAW.commands.get(key.name())).isEqualTo("null");
        assertThat(RAW.commands.ttl(key.name())).isBetween(10L, 20L);
        one.cache.invalidate(key);
        assertThat(load(one)).isEqualTo(new Cached<>("2", false));
    }

    @Test
    void ofThoseWhoGetSomethingStaleOneHasTheTicket() {
        set(REVALIDATED);
        load(one);
        one.cache.invalidateSoftly(key);
        Lookup<String> first = one.cache.get(key, String.class);
        assertThat(two.cache.get(key, String.class)).isEqualTo(new Lookup.Hit<>("1"));
        assertThat(first)
                .isInstanceOfSatisfying(
                        Lookup.Miss.class,
                        miss -> assertThat(one.cache.put(((Lookup.Miss<String>) first).ticket(), "new"))
                                .isTrue());
        assertThat(two.cache.get(key, String.class)).isEqualTo(new Lookup.Hit<>("new"));
    }

    @Test
    void aLargePayloadIsCompressedWhereThePolicySaysSo() {
        set(CACHED.with(PolicyField.COMPRESS_ABOVE_BYTES, Optional.of(100L)));
        String large = "0123456789".repeat(1_000);
        one.cache.getOrLoad(key, String.class, () -> large);
        one.awaitFills();
        assertThat(RAW.commands.strlen(key.name())).isLessThan(1_000);
        assertThat(two.cache.getOrLoad(key, String.class, () -> "other")).isEqualTo(new Cached<>(large, true));
    }

    private void set(PolicySettings settings) {
        one.set(settings);
        two.set(settings);
    }

    private Cached<String> load(Instance instance) {
        Cached<String> read =
                instance.cache.getOrLoad(key, String.class, () -> String.valueOf(loads.incrementAndGet()));
        instance.awaitFills();
        return read;
    }

    private Cached<String> fail(Instance instance) throws IOException {
        return instance.cache.getOrLoad(key, String.class, () -> {
            throw away;
        });
    }
}
