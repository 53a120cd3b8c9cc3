package dev.cacheplane.benchmarks.cache;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.redis.Reply;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.TaggingLoader;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.RedisAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Two instances read and invalidate for as long as said, some keys often and many rarely: more than have room near, each with a tag of its own. What they take of memory must come to rest when all
 * of them have been read.
 */
public final class Soak implements AutoCloseable {
    private static final String SERVICE = "soak";
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long NEAR_BYTES = 16 << 20;
    private static final int LINES = 12;
    private static final int THREADS = 2;
    private static final int HOT = 2_000;
    private static final int ALL = 20_000;
    private static final TypeOf<Catalog> CATALOG = TypeOf.of(Catalog.class);

    private final RedisServer redis = RedisServer.start();
    private final LongAdder reads = new LongAdder();
    private final LongAdder near = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private final ControlPlane one = controlPlane();
    private final ControlPlane other = controlPlane();
    private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
    private volatile boolean ended;

    private Soak() {}

    /** Prints a table while it runs. */
    public static void run(Duration time, PrintStream out) throws InterruptedException {
        try (Soak soak = new Soak()) {
            soak.print(time, out);
        }
    }

    private ControlPlane controlPlane() {
        PolicySettings cached = PolicySettings.EMPTY
                .with(PolicyField.SHOULD_CACHE, true)
                .with(PolicyField.TTL, TTL)
                .with(PolicyField.JITTER, 50L);
        PolicySet policies = PolicySet.empty(new ServiceName(SERVICE), Revision.NONE)
                .replacedBy(
                        PolicySettings.EMPTY,
                        Map.of(EndpointId.of("/products/{id}"), cached),
                        new Revision(SERVICE, 1));
        return ControlPlane.builder(SERVICE, URI.create("http://localhost"))
                .policies(new FixedPolicies(policies))
                .redis(RedisAddress.of("localhost", redis.port(), null))
                .cacheSettings(CacheSettings.ofDefaults().withNearBytes(NEAR_BYTES))
                .listener(event -> {
                    if (event instanceof CacheEvent.Hit hit && hit.near()) {
                        near.increment();
                    }
                })
                .build();
    }

    private void print(Duration time, PrintStream out) throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            threads.execute(() -> churn(one.cache(), new SplittableRandom(seed)));
            threads.execute(() -> churn(other.cache(), new SplittableRandom(THREADS + seed)));
        }
        out.printf("| s | reads | of these near | invalidations | heap after GC, MB | Redis, MB | keys | threads |%n");
        out.printf("|---|---|---|---|---|---|---|---|%n");
        long begun = System.nanoTime();
        for (int line = 1; line <= LINES; line++) {
            long until = begun + time.toNanos() / LINES * line;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, until - System.nanoTime()));
            out.printf(
                    "| %d | %,d | %.0f %% | %,d | %.1f | %.1f | %s | %d |%n",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                    reads.sum(),
                    100.0 * near.sum() / Math.max(1, reads.sum()),
                    invalidations.sum(),
                    heapAfterCollection() / 1e6,
                    usedMemory() / 1e6,
                    ask("DBSIZE"),
                    Thread.activeCount());
        }
    }

    /** Nine reads in ten are of keys that are read often. */
    private void churn(Cache cache, SplittableRandom random) {
        while (!ended) {
            boolean hot = random.nextInt(10) > 0;
            int id = hot ? (int) (HOT * Math.pow(random.nextDouble(), 3)) : random.nextInt(ALL);
            CacheKey key = cache.key("/products/" + id);
            if (random.nextInt(100) == 0) {
                invalidations.increment();
                cache.invalidate(random.nextBoolean() ? key : Target.tag("product:" + id));
            }
            TaggingLoader<Catalog, RuntimeException> loader = tags -> {
                tags.add("product:" + id);
                return Catalog.ofBytes(1_000 + id % 16 * 500);
            };
            var unused = cache.getOrLoad(key, CATALOG, loader);
            reads.increment();
        }
    }

    @SuppressWarnings("DoNotCallGc") // what is left after it is what is measured
    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long usedMemory() {
        return ask("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private String ask(String... words) {
        try (RedisConnection connection = RedisConnection.open(RedisUrl.of("localhost", redis.port()), PATIENCE)) {
            Reply reply = connection.ask(words);
            return reply instanceof Reply.Data data
                    ? data.text()
                    : reply instanceof Reply.Count count ? Long.toString(count.value()) : reply.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
        try {
            var unused = threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.of(one, other).forEach(ControlPlane::close);
        redis.close();
    }
}
