package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.FaultyProxy;
import dev.cacheplane.sdk.store.PlainRedis;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Redis fails, in many ways, while two services go on reading and writing. */
class FaultsTest {
    private static final CacheSettings SETTINGS = CacheSettings.ofDefaults().withBound(Arena.BOUND);
    /** What is promised is the budget, 200 ms, and a second until caching resumes; a loaded machine may be that many times slower. */
    private static final int GENEROUSLY = 8;

    private static final List<String> ROWS =
            IntStream.range(0, 20).mapToObj(i -> "row" + i).toList();
    private static final Duration PACE = Duration.ofMillis(2);
    private static final Duration POLL = Duration.ofMillis(5);

    private final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(redis.port());
    private final PlainRedis plain = new PlainRedis(redis.uri());
    private final Verdict verdict = new Verdict();
    private final Rows database = new Rows(Duration.ofMinutes(10)); // what holds elsewhere is looked at after the fault
    private final CacheStore store = connect();
    private final CacheStore otherStore = connect();
    private final Node service = new Node("service", new Engine(store, SETTINGS), database, verdict);
    private final Node other = new Node("other", new Engine(otherStore, SETTINGS), database, verdict);

    private CacheStore connect() {
        return RedisStore.connect(RedisAddress.parse("redis://127.0.0.1:" + proxy.port()));
    }

    @AfterEach
    void end() {
        service.close();
        other.close();
        store.close();
        otherStore.close();
        proxy.close();
        plain.close();
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void callersHearNothingOfItAndNoInvalidationIsLost(Fault fault) {
        Fault.Ground ground = new Fault.Ground(redis, proxy, plain);
        verdict.about(fault);
        awaitCaching(service);
        ROWS.forEach(service::read);
        ROWS.forEach(other::read);
        AtomicInteger next = new AtomicInteger();
        Runnable readOrWrite = () -> {
            int step = next.incrementAndGet();
            String row = ROWS.get(step % ROWS.size());
            if (step % 50 == 0) {
                service.write(row);
            } else {
                service.read(row);
            }
        };
        Runnable read = () -> other.read(ROWS.get(next.incrementAndGet() % ROWS.size()));
        try (Errand one = new Errand(readOrWrite, PACE);
                Errand two = new Errand(readOrWrite, PACE);
                Errand three = new Errand(read, PACE)) {
            List<Errand> errands = List.of(one, two, three);
            fault.strike(ground);
            ROWS.forEach(service::write);
            awaitMore(errands);
            fault.end(ground);
            awaitCaching(service);
            awaitCaching(other);
            awaitMore(errands);
            assertThat(errands).allSatisfy(errand -> {
                assertThat(errand.thrown()).isEmpty();
                assertThat(errand.longest()).isLessThan(SETTINGS.redisBudget().multipliedBy(GENEROUSLY));
            });
        }
        awaitSettled();
        ROWS.forEach(service::read);
        for (String row : ROWS) {
            assertThat(other.read(row)).as(row).isEqualTo(database.read(row));
        }
        assertThat(verdict.violations()).isEmpty();
    }

    /** Each of them closes the store anew while it is being opened. */
    @Test
    void cachingResumesThoughThereIsNoEndOfInvalidations() {
        awaitCaching(service);
        redis.kill();
        try (Errand writing = new Errand(() -> service.write("written"), Duration.ofMillis(1))) {
            awaitMore(List.of(writing));
            redis.restart();
            awaitCaching(service);
            assertThat(writing.thrown()).isEmpty();
        }
        assertThat(verdict.violations()).isEmpty();
    }

    private static void awaitMore(List<Errand> errands) {
        List<Long> before = errands.stream().map(Errand::calls).toList();
        await().pollInterval(POLL)
                .until(() -> IntStream.range(0, errands.size())
                        .allMatch(i -> errands.get(i).calls() > before.get(i) + 20));
    }

    /** Waits until what one has read is cached: a row that nobody writes, and that is invalidated before, so that it is about now. */
    private void awaitCaching(Node node) {
        await().atMost(Duration.ofSeconds(GENEROUSLY)).pollInterval(POLL).until(() -> {
            node.read("probe");
            long loads = node.loads("probe");
            node.read("probe");
            return node.loads("probe") == loads;
        });
    }

    /** Waits until nobody's reports are under way: what was invalidated last is heard of everywhere. */
    private void awaitSettled() {
        Rows clock = new Rows(Arena.BOUND);
        clock.invalidated("now", clock.update("now"));
        await().pollInterval(POLL).until(() -> clock.settled("now") == 1);
    }
}
