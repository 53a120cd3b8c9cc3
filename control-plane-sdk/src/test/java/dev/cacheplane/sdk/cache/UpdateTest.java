package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final CacheSettings SHORT_LEASE = Instance.SETTINGS.withLease(Duration.ofMillis(300));

    private final Callers callers = new Callers();
    private final Instance one = new Instance(REDIS);
    private final Instance two = new Instance(REDIS);
    private final Instance three = new Instance(REDIS);
    private final CacheKey key = one.cache.key("/products");
    private final AtomicReference<String> row = new AtomicReference<>("old");

    @BeforeEach
    void empty() {
        RAW.commands.flushall();
    }

    @AfterEach
    void end() {
        callers.close();
        one.close();
        two.close();
        three.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void itReturnsWhatTheWriteReturnsAndEverybodySeesTheNewValue() {
        read(one);
        Updated<String> updated = one.cache.update(List.of(key), () -> row.getAndSet("new"));
        assertThat(updated).isEqualTo(new Updated<>("old", Invalidation.APPLIED));
        assertThat(read(one)).isEqualTo(new Cached<>("new", false));
        assertThat(read(two)).isEqualTo(new Cached<>("new", true));
    }

    @Test
    void whoWritesReadsWhileAnotherWritesTheSame() {
        CountDownLatch otherWrites = new CountDownLatch(1);
        CountDownLatch otherMayEnd = new CountDownLatch(1);
        Updated<String> updated = one.cache.update(List.of(key), () -> {
            Future<Updated<String>> other = callers.call(() -> one.cache.update(List.of(key), () -> {
                otherWrites.countDown();
                Callers.await(otherMayEnd);
                return row.getAndSet("newest");
            }));
            Callers.await(otherWrites);
            assertThat(read(one)).isEqualTo(new Cached<>("old", false)); // without waiting for anybody's bar
            one.cache.update(List.of(key), () -> row.getAndSet("new"));
            assertThat(read(one)).isEqualTo(new Cached<>("new", false)); // the same in an update within an update
            otherMayEnd.countDown();
            return String.valueOf(Callers.result(other).value());
        });
        assertThat(updated.value()).isEqualTo("new");
        assertThat(read(one).value()).isEqualTo("newest");
    }

    @Test
    void untilTheWriteHasEndedNobodyStoresAndReadersOfOthersWait() {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        Future<Cached<String>> before = callers.call(() -> two.cache.getOrLoad(key, String.class, () -> {
            String value = row.get();
            read.countDown();
            Callers.await(written);
            return value;
        }));
        Callers.await(read);
        List<Future<Cached<String>>> during = new CopyOnWriteArrayList<>();
        one.cache.update(List.of(key), () -> {
            assertThat(RAW.commands.exists(key.name())).isZero();
            during.add(callers.call(() -> read(three)));
            written.countDown();
            assertThat(Callers.result(before).value()).isEqualTo("old");
            two.awaitFills();
            assertThat(RAW.commands.exists(key.name())).isZero();
            return row.getAndSet("new");
        });
        assertThat(Callers.result(during.get(0)).value()).isEqualTo("new");
        assertThat(read(one).value()).isEqualTo("new");
    }

    @Test
    void aBarLastsAsLongAsTheWrite() {
        try (Instance slow = new Instance(REDIS, SHORT_LEASE)) {
            slow.cache.update(List.of(key), () -> {
                String holder = RAW.commands.get(lease());
                await().during(SHORT_LEASE.lease().multipliedBy(3))
                        .until(() -> holder.equals(RAW.commands.get(lease())));
                return "";
            });
        }
    }

    @Test
    void aProcessThatDiesBetweenItsCommitAndItsInvalidationLeavesNothingStale() {
        read(one);
        Instance dying = new Instance(REDIS, SHORT_LEASE);
        try {
            dying.cache.update(List.of(key), () -> {
                row.set("new");
                dying.close();
                return "";
            });
        } finally {
            dying.close();
        }
        assertThat(read(two).value()).isEqualTo("new");
    }

    @Test
    void whatTheWriteThrowsIsThrownAndTheEntryIsTakenOutAllTheSame() {
        IOException failure = new IOException("constraint violated");
        read(one);
        assertThatThrownBy(() -> one.cache.update(List.of(key), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(RAW.commands.exists(key.name())).isZero();
        assertThat(read(one).cached()).isFalse();
        assertThat(read(two).cached()).isTrue();
    }

    @Test
    void aWriteThatReadsItsOwnEntryDoesNotWaitForItself() {
        Updated<String> updated = one.cache.update(List.of(key), () -> read(one).value());
        assertThat(updated.value()).isEqualTo("old");
    }

    @Test
    void withoutRedisTheWriteIsMadeAndTheInvalidationKept() {
        try (RedisServer redis = RedisServer.start();
                Instance alone = new Instance(redis)) {
            redis.kill();
            await().until(() -> !alone.reachesRedis());
            assertThat(alone.cache.update(List.of(key), () -> "written"))
                    .isEqualTo(new Updated<>("written", Invalidation.JOURNALLED));
        }
    }

    private static String lease() {
        return RAW.commands.keys("lease:*").get(0);
    }

    private Cached<String> read(Instance instance) {
        Cached<String> read = instance.cache.getOrLoad(key, String.class, row::get);
        instance.awaitFills();
        return read;
    }
}
