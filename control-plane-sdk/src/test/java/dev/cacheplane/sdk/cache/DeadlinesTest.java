package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loaders that hang. */
class DeadlinesTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final CacheSettings STRICT = Instance.SETTINGS.withComputeLimit(Duration.ofMillis(300));

    private final Callers callers = new Callers();
    private final Instance strict = new Instance(REDIS, STRICT);
    private final Instance other = new Instance(REDIS);
    private final CacheKey key = strict.cache.key("/products");
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @BeforeEach
    void empty() {
        RAW.commands.flushall();
    }

    @AfterEach
    void end() {
        mayFinish.countDown();
        callers.close();
        strict.close();
        other.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void aLoaderThatTakesTooLongIsInterruptedAndItsThreadIsFreeOfTheInterruptAfterwards() {
        assertThatThrownBy(() -> strict.cache.getOrLoad(key, String.class, () -> {
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(read(strict, "next")).isEqualTo(new Cached<>("next", false));
    }

    @Test
    void oneThatIgnoresTheInterruptLosesItsKeyAndItsLateResultIsNotStored() {
        Future<Cached<String>> hung = hang();
        assertThat(read(other, "theirs")).isEqualTo(new Cached<>("theirs", false));
        mayFinish.countDown();
        assertThat(Callers.result(hung).value()).isEqualTo("late");
        assertThat(read(strict, "else")).isEqualTo(new Cached<>("theirs", true));
    }

    @Test
    void whoHadJoinedItGoesOnWithoutIt() {
        Future<Cached<String>> hung = hang();
        Future<Cached<String>> joined = callers.call(() -> read(strict, "own"));
        assertThat(Callers.result(joined).value()).isEqualTo("own");
        assertThat(hung.isDone()).isFalse();
    }

    @Test
    void withoutRedisToo() {
        try (RedisServer redis = RedisServer.start();
                Instance alone = new Instance(redis, STRICT)) {
            redis.kill();
            await().until(() -> !alone.reachesRedis());
            Future<Cached<String>> hung = callers.call(() -> alone.cache.getOrLoad(key, String.class, this::ignoring));
            Callers.await(computing);
            assertThat(read(alone, "own").value()).isEqualTo("own");
            assertThat(hung.isDone()).isFalse();
        }
    }

    /** Begins a computation that hears no interrupt; returns while it runs. */
    private Future<Cached<String>> hang() {
        Future<Cached<String>> hung = callers.call(() -> strict.cache.getOrLoad(key, String.class, this::ignoring));
        Callers.await(computing);
        return hung;
    }

    private String ignoring() {
        computing.countDown();
        boolean interrupted = false;
        while (mayFinish.getCount() > 0) {
            try {
                mayFinish.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        assertThat(interrupted).isTrue();
        return "late";
    }

    private Cached<String> read(Instance instance, String otherwise) {
        return instance.cache.getOrLoad(key, String.class, () -> otherwise);
    }
}
