package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caching is switched off and on again, and two instances hear of it at different moments. */
class OffMeansOffTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);
    private static final String PRODUCTS = "cache:product-service:/products";

    private final RedisCommands<String, String> redis = RAW.commands;
    private final Callers callers = new Callers();
    private final Instance prompt = new Instance(REDIS);
    private final Instance late = new Instance(REDIS);
    private final CacheKey key = prompt.cache.key("/products");

    @BeforeEach
    void empty() {
        redis.flushall();
    }

    @AfterEach
    void end() {
        callers.close();
        prompt.close();
        late.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void whatIsStoredIsNotReadFromTheMomentOfApplying() {
        read(late, "stored");

        prompt.switchCaching(false);

        assertThat(read(prompt, "computed")).isEqualTo(new Cached<>("computed", false));
        assertThat(prompt.cache.get(key, String.class)).isInstanceOf(Lookup.Miss.class);
        assertThat(read(late, "computed")).as("it has not heard of it yet").isEqualTo(new Cached<>("stored", true));
    }

    @Test
    void whatAnInstanceStoresThatIsStillOnIsNotReadByOneThatIsOnAgain() {
        prompt.switchCaching(false);
        prompt.switchCaching(true);

        read(late, "of before");

        assertThat(read(prompt, "of after")).isEqualTo(new Cached<>("of after", false));
        assertThat(read(prompt, "other")).isEqualTo(new Cached<>("of after", true));
    }

    @Test
    void theyAgreeAsSoonAsBothHaveHeardOfAll() {
        read(late, "of before");
        prompt.switchCaching(false);
        prompt.switchCaching(true);
        late.switchCaching(false);
        late.switchCaching(true);

        assertThat(read(late, "of after").cached()).isFalse();
        assertThat(read(prompt, "other")).isEqualTo(new Cached<>("of after", true));
    }

    @Test
    void whatWasBeingComputedMeanwhileIsNotReadAfterwards() {
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        Future<Cached<String>> slow = callers.call(() -> late.cache.getOrLoad(key, String.class, () -> {
            computing.countDown();
            Callers.await(mayFinish);
            return "of before";
        }));
        Callers.await(computing);
        prompt.switchCaching(false);
        prompt.switchCaching(true);
        late.switchCaching(false);
        late.switchCaching(true);
        mayFinish.countDown();
        assertThat(Callers.result(slow).value()).isEqualTo("of before");

        assertThat(read(prompt, "of after")).isEqualTo(new Cached<>("of after", false));
        assertThat(read(late, "other")).isEqualTo(new Cached<>("of after", true));
    }

    @Test
    void invalidationsOfWhoIsOffAreCarriedOutForThoseWhoAreOn() {
        read(late, "old");
        prompt.switchCaching(false);

        assertThat(prompt.cache.invalidate(key)).isEqualTo(Invalidation.APPLIED);

        assertThat(redis.exists(PRODUCTS)).isZero();
        assertThat(read(late, "new")).isEqualTo(new Cached<>("new", false));
    }

    private Cached<String> read(Instance instance, String computed) {
        Cached<String> read = instance.cache.getOrLoad(key, String.class, () -> computed);
        instance.awaitFills();
        return read;
    }
}
