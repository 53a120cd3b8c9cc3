package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.FaultyProxy;
import dev.cacheplane.sdk.store.PlainRedis;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an instance serves from its own memory when the way to Redis, or Redis, is not well: nothing that was invalidated elsewhere longer ago than the bound. */
class NearFaultsTest {
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(redis.port());
    private final PlainRedis plain = new PlainRedis(redis.uri());
    private final List<CacheEvent> told = new CopyOnWriteArrayList<>();
    private final RedisStore store = RedisStore.connect(RedisAddress.parse("redis://127.0.0.1:" + proxy.port()));
    private final Cache cache = new Cache(
            Instance.SERVICE,
            new FixedPolicies(PolicySet.empty(Instance.SERVICE, Revision.NONE)
                    .withServiceDefaults(
                            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true), new Revision("test", 1))),
            store,
            new JsonCodec(),
            CacheSettings.ofDefaults().withBound(BOUND),
            List.of(told::add),
            System::nanoTime);
    private final Instance elsewhere = new Instance(redis);
    private final CacheKey key = cache.key("/products");
    private final AtomicInteger row = new AtomicInteger();

    /** How the reports of changes may be kept from coming. */
    enum Loss {
        CUT_OFF,
        DEAD_WITHOUT_A_WORD,
        LATE,
        ENDED_BY_AN_OPERATOR
    }

    @AfterEach
    void end() {
        cache.close();
        store.close();
        elsewhere.close();
        plain.close();
        proxy.close();
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void whateverBecomesOfReportsNothingOldIsServedAfterTheBound(Loss loss) {
        awaitNear();
        switch (loss) {
            case CUT_OFF -> proxy.refuse();
            case DEAD_WITHOUT_A_WORD -> proxy.swallow();
            case LATE -> proxy.delay(BOUND.multipliedBy(3));
            case ENDED_BY_AN_OPERATOR -> plain.killTracking();
        }
        row.incrementAndGet();
        elsewhere.cache.invalidate(key);
        assertNothingOldAfterTheBound();
        proxy.pass();
        awaitNear();
    }

    @Test
    void nothingOldIsServedWhenRedisComesBackWithWhatItHadBefore() {
        awaitNear();
        plain.commands.save();
        row.incrementAndGet();
        elsewhere.cache.invalidate(key);
        assertNothingOldAfterTheBound();
        awaitNear();
        row.incrementAndGet();
        redis.restart();
        elsewhere.awaitRedis();
        elsewhere.cache.invalidate(key);
        assertNothingOldAfterTheBound();
        awaitNear();
    }

    @Test
    void withoutRedisNothingIsServedFromMemoryAndAfterwardsItIsAgain() {
        awaitNear();
        redis.kill();
        await().until(() -> !store.isOpen());
        row.incrementAndGet();
        assertThat(read()).isEqualTo(new Cached<>(1, false));
        redis.restart();
        awaitNear();
    }

    @Test
    void afterAnInvalidationThatRedisDoesNotHaveNothingOldIsServedHere() {
        awaitNear();
        proxy.swallow();
        row.incrementAndGet();
        assertThat(cache.invalidate(key)).isEqualTo(Invalidation.JOURNALLED);
        assertThat(read()).isEqualTo(new Cached<>(1, false));
        proxy.pass();
        awaitNear();
        assertThat(read()).isEqualTo(new Cached<>(1, true));
    }

    @Test
    void whileInvalidationsWaitToBeReplayedNothingIsServedFromMemory() {
        AtomicBoolean replayed = new AtomicBoolean(true);
        store.beforeReopening(reopening -> {
            if (!replayed.get()) {
                throw new StoreUnavailableException("not yet");
            }
        });
        awaitNear();
        replayed.set(false);
        store.closeUntilReplayed();
        row.incrementAndGet();
        assertThat(read()).isEqualTo(new Cached<>(1, false));
        replayed.set(true);
        awaitNear();
    }

    @Test
    void aRedisThatStoodStillIsHeardOfBeforeAnythingIsServedAgain() {
        awaitNear();
        redis.pause();
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            told.clear();
            read();
            return !told.contains(near());
        });
        redis.resume();
        awaitNear();
    }

    /** Reads for a while: each read that begins the bound after an invalidation has returned must get what is newer. */
    private void assertNothingOldAfterTheBound() {
        long returned = System.nanoTime();
        while (System.nanoTime() - returned < BOUND.multipliedBy(2).toNanos()) {
            boolean late = System.nanoTime() - returned >= BOUND.toNanos();
            Integer got = read().value();
            assertThat(late && got != null && got < row.get())
                    .as("%s, while it is at %s", got, row)
                    .isFalse();
        }
    }

    private Cached<Integer> read() {
        return cache.getOrLoad(key, Integer.class, row::get);
    }

    private CacheEvent near() {
        return new CacheEvent.Hit("", key.name(), true);
    }

    private void awaitNear() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    told.clear();
                    read();
                    return told.contains(near());
                });
    }
}
