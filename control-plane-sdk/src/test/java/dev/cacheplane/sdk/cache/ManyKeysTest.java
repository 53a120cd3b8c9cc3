package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hundreds of entries at a time: a way to Redis and back for each of them would take as many times as long, and more than one call has. */
class ManyKeysTest {
    private static final int MANY = 600;
    /** Of commands that come one by one Redis reads one at a time; besides there are heartbeats. */
    private static final long FEW_READS = MANY / 2;

    private final RedisServer server = RedisServer.start();
    private final RawRedis raw = new RawRedis(server);
    private final Instance instance = new Instance(server);
    private final Cache cache = instance.cache;
    private final CacheKey[] keys =
            IntStream.range(0, MANY).mapToObj(i -> cache.key("/products/" + i)).toArray(CacheKey[]::new);

    @BeforeEach
    void fill() {
        instance.set(PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.TTL, Duration.ofMinutes(5))
                .with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(5)));
        for (CacheKey key : keys) {
            assertThat(read(key, "old")).isEqualTo(new Cached<>("old", false));
        }
        instance.awaitFills();
        assertThat(raw.commands.keys("cache:*")).hasSize(MANY);
    }

    @AfterEach
    void end() {
        instance.close();
        raw.close();
        server.close();
    }

    @Test
    void anInvalidationOfManyTakesFewReads() {
        long before = reads();
        assertThat(cache.invalidate(keys)).isEqualTo(Invalidation.APPLIED);
        assertThat(reads() - before).isLessThan(FEW_READS);
        assertThat(raw.commands.keys("cache:*")).isEmpty();
        before = reads();
        assertThat(cache.invalidate(keys)).isEqualTo(Invalidation.APPLIED); // nothing is there
        assertThat(reads() - before).isLessThan(FEW_READS);
        assertThat(List.of(keys))
                .allSatisfy(key -> assertThat(read(key, "new").value()).isEqualTo("new"));
    }

    @Test
    void aSoftInvalidationOfManyTakesFewReads() {
        long before = reads();
        assertThat(cache.invalidateSoftly(keys)).isEqualTo(Invalidation.APPLIED);
        assertThat(reads() - before).isLessThan(FEW_READS);
        assertThat(raw.commands.keys("cache:*")).hasSize(MANY);
        assertThat(List.of(keys))
                .allSatisfy(key -> assertThat(read(key, "new").value()).isEqualTo("old")); // and is made anew behind
        await().until(() ->
                Stream.of(keys).allMatch(key -> "new".equals(read(key, "new").value())));
    }

    @Test
    void clearingManyTakesFewReads() {
        long before = reads();
        assertThat(cache.clear("cache:product-service:/products/*")).isEqualTo(new Cleared(MANY, Invalidation.APPLIED));
        assertThat(reads() - before).isLessThan(FEW_READS);
        assertThat(raw.commands.keys("cache:*")).isEmpty();
    }

    @Test
    void whatCouldNotBeInvalidatedIsRepeatedInFewReads() {
        try (Instance impatient = new Instance(server, CacheSettings.ofDefaults())) {
            long before = reads();
            server.pause();
            assertThat(impatient.cache.invalidate(keys)).isEqualTo(Invalidation.JOURNALLED);
            server.resume();
            await().until(impatient::reachesRedis);
            assertThat(reads() - before).isLessThan(FEW_READS);
            assertThat(raw.commands.keys("cache:*")).isEmpty();
        }
    }

    private Cached<String> read(CacheKey key, String loaded) {
        return cache.getOrLoad(key, String.class, () -> loaded);
    }

    /** How often Redis has read from a connection. */
    private long reads() {
        return raw.commands
                .info("stats")
                .lines()
                .filter(line -> line.startsWith("total_reads_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
