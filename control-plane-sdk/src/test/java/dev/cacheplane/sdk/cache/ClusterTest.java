package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances share a healthy Redis: one computation for both, and nothing stale. */
class ClusterTest {
    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private static final RawRedis RAW = new RawRedis(REDIS);

    private static final String PRODUCTS = "cache:product-service:/products";
    private static final CacheSettings SHORT_LEASE = Instance.SETTINGS.withLease(Duration.ofMillis(400));

    private final RedisCommands<String, String> redis = RAW.commands;

    @AutoClose
    private final Callers callers = new Callers();

    @AutoClose
    private final Instance one = new Instance(REDIS);

    @AutoClose
    private final Instance two = new Instance(REDIS);

    private final CacheKey key = one.cache.key("/products");
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @BeforeAll
    static void makeGenerations() {
        try (Instance first = new Instance(REDIS)) {
            first.cache.getOrLoad(first.cache.key("/first"), String.class, () -> "first");
        }
    }

    /** All but the generations, whose making anew would be heard of as a change. */
    @BeforeEach
    void empty() {
        redis.keys("[^g]*").forEach(redis::del);
    }

    @AfterEach
    void letFinish() {
        mayFinish.countDown();
    }

    @Test
    void aColdKeyIsComputedOnceForAllCallersOfAllInstances() {
        int each = 20;
        CountDownLatch begun = new CountDownLatch(2 * each);
        AtomicInteger loads = new AtomicInteger();
        List<Future<Cached<String>>> calls = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            for (Instance instance : List.of(one, two)) {
                calls.add(callers.call(() -> {
                    begun.countDown();
                    return instance.cache.getOrLoad(key, String.class, () -> {
                        Callers.await(begun);
                        return "computed " + loads.incrementAndGet();
                    });
                }));
            }
        }
        assertThat(calls)
                .allSatisfy(call -> assertThat(Callers.result(call).value()).isEqualTo("computed 1"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void aComputationThatBeganBeforeAnInvalidationIsNotStored() {
        Future<Cached<String>> old = computes(one, "old");
        assertThat(two.cache.invalidate(key)).isEqualTo(Invalidation.APPLIED);
        mayFinish.countDown();
        assertThat(Callers.result(old).value()).isEqualTo("old");
        one.awaitFills();
        assertThat(redis.exists(PRODUCTS)).isZero();
        assertThat(read(one, "new")).isEqualTo(new Cached<>("new", false));
        assertThat(read(two, "newer")).isEqualTo(new Cached<>("new", true));
    }

    @Test
    void whoComesAfterAnInvalidationDoesNotJoinWhatBeganBefore() {
        Future<Cached<String>> old = computes(one, "old");
        one.cache.invalidate(key);
        assertThat(read(one, "new").value()).isEqualTo("new");
        assertThat(old.isDone()).isFalse();
        mayFinish.countDown();
        assertThat(Callers.result(old).value()).isEqualTo("old");
        assertThat(read(two, "newer")).isEqualTo(new Cached<>("new", true));
    }

    @Test
    void aFlightOlderThanTheLimitIsNotJoinedForOthersMayHaveInvalidated() {
        try (Instance strict = new Instance(REDIS, Instance.SETTINGS.withBound(Duration.ofNanos(1)))) {
            Future<Cached<String>> old = computes(strict, "old");
            two.cache.invalidate(key);
            assertThat(read(strict, "new").value()).isEqualTo("new");
            assertThat(old.isDone()).isFalse();
        }
    }

    @Test
    void twoHundredForcedRacesOfAReaderAndAWriterLeaveNothingStale() {
        int stale = 0;
        for (int round = 0; round < 200; round++) {
            Instance reading = round % 2 == 0 ? one : two;
            CacheKey row = one.cache.key("/products/" + round);
            AtomicInteger price = new AtomicInteger(999);
            CountDownLatch hasRead = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            Future<Cached<Integer>> reader = callers.call(() -> reading.cache.getOrLoad(row, Integer.class, () -> {
                int read = price.get();
                hasRead.countDown();
                Callers.await(written);
                return read;
            }));
            Callers.await(hasRead);
            price.set(899);
            one.cache.invalidate(row);
            written.countDown();
            Callers.result(reader);
            for (Instance instance : List.of(one, two)) {
                Integer seen =
                        instance.cache.getOrLoad(row, Integer.class, price::get).value();
                stale += Integer.valueOf(899).equals(seen) ? 0 : 1;
            }
        }
        assertThat(stale).isZero();
    }

    @Test
    void aLeaseThatWasLostIsNeitherRenewedNorTakenAgain() {
        try (Instance losing = new Instance(REDIS, SHORT_LEASE)) {
            Future<Cached<String>> old = computes(losing, "old");
            two.cache.invalidate(key);
            CountDownLatch twoMayFinish = new CountDownLatch(1);
            Future<Cached<String>> fresh = callers.call(() -> two.cache.getOrLoad(key, String.class, () -> {
                Callers.await(twoMayFinish);
                return "new";
            }));
            await().until(() -> !redis.keys("lease:*").isEmpty());
            String holder = leaseHolder();
            await().during(SHORT_LEASE.lease().multipliedBy(2)).until(() -> holder.equals(leaseHolder()));
            mayFinish.countDown();
            assertThat(Callers.result(old).value()).isEqualTo("old");
            assertThat(leaseHolder()).isEqualTo(holder);
            twoMayFinish.countDown();
            assertThat(Callers.result(fresh).value()).isEqualTo("new");
            two.awaitFills();
            assertThat(redis.get(PRODUCTS)).isEqualTo("\"new\"");
        }
    }

    @Test
    void aLongComputationKeepsItsLease() {
        try (Instance slow = new Instance(REDIS, SHORT_LEASE)) {
            Future<Cached<String>> long_ = computes(slow, "slow");
            String holder = leaseHolder();
            await().during(SHORT_LEASE.lease().multipliedBy(3)).until(() -> holder.equals(leaseHolder()));
            mayFinish.countDown();
            Callers.result(long_);
            assertThat(read(two, "other")).isEqualTo(new Cached<>("slow", true));
        }
    }

    @Test
    void aDeadHoldersLeaseIsTakenOverWhenItHasExpired() {
        try (Instance dying = new Instance(REDIS, SHORT_LEASE)) {
            assertThat(dying.cache.get(key, String.class)).isInstanceOf(Lookup.Miss.class); // and drops the ticket
            assertThat(redis.keys("lease:*")).hasSize(1);
        }
        assertThat(read(two, "computed")).isEqualTo(new Cached<>("computed", false));
        assertThat(read(one, "other")).isEqualTo(new Cached<>("computed", true));
    }

    @Test
    void aClosedInstanceGivesItsLeasesBack() {
        Future<Cached<String>> unfinished = computes(one, "unfinished");
        one.cache.close();
        assertThat(read(two, "computed")).isEqualTo(new Cached<>("computed", false));
        assertThat(unfinished.isDone()).isFalse();
    }

    @Test
    void whoHasWaitedLongEnoughComputesAndDoesNotStore() {
        try (Instance impatient = new Instance(REDIS, Instance.SETTINGS.withMaxWait(Duration.ofMillis(150)))) {
            Future<Cached<String>> slow = computes(one, "slow");
            assertThat(read(impatient, "own")).isEqualTo(new Cached<>("own", false));
            assertThat(redis.exists(PRODUCTS)).isZero();
            mayFinish.countDown();
            Callers.result(slow);
            assertThat(read(impatient, "other")).isEqualTo(new Cached<>("slow", true));
        }
    }

    @Test
    void callersThatJoinedGetTheLoadersException() {
        IOException failure = new IOException("database away");
        Future<Cached<String>> leader = callers.call(() -> one.cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            throw failure;
        }));
        Callers.await(computing);
        AtomicReference<Thread> joiner = new AtomicReference<>();
        Future<Cached<String>> joined = callers.call(() -> {
            joiner.set(Thread.currentThread());
            return read(one, "not asked for");
        });
        await().until(() -> joiner.get() != null && joiner.get().getState() == Thread.State.TIMED_WAITING);
        mayFinish.countDown();
        for (Future<Cached<String>> call : List.of(leader, joined)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(call::get)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
        }
    }

    /** Begins a computation that ends when it may; returns while it runs. */
    private Future<Cached<String>> computes(Instance instance, String value) {
        Future<Cached<String>> call = callers.call(() -> instance.cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            return value;
        }));
        Callers.await(computing);
        return call;
    }

    private Cached<String> read(Instance instance, String otherwise) {
        Cached<String> read = instance.cache.getOrLoad(key, String.class, () -> otherwise);
        instance.awaitFills();
        return read;
    }

    private String leaseHolder() {
        List<String> leases = redis.keys("lease:*");
        return leases.isEmpty() ? "nobody" : String.valueOf(redis.get(leases.get(0)));
    }
}
