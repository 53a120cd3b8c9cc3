package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.ChildProcess;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.FaultyProxy;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that asks nobody, since all it reads is in its own memory, is stopped. What it has is invalidated elsewhere, and the report of that never reaches it. When it goes on there is
 * nothing that tells it so but the clock.
 */
class NearProcessTest {
    private static final int ENOUGH = 200;

    private final Rows rows = new Rows(Arena.BOUND);
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Verdict verdict = new Verdict();
    private final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.before(redis.port());
    private final LineServer server = new LineServer(this::answer);
    private final CacheStore store =
            RedisStore.connect(RedisAddress.parse(redis.uri().toString()));
    private final Node writer = new Node("writer", new Engine(store, Arena.SETTINGS), rows, verdict);
    private volatile boolean more = true;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    @AfterEach
    void end() {
        writer.close();
        store.close();
        server.close();
        proxy.close();
        redis.close();
    }

    @Test
    void whatWasInvalidatedWhileItStoodStillIsNotServedWhenItGoesOn() {
        ChildProcess process = Jvm.start(
                directory.resolve("log"),
                ReadingProcess.class,
                "redis://127.0.0.1:" + proxy.port(),
                Integer.toString(server.port()));
        awaitReads();
        awaitReads();
        long loaded = loads.get();
        awaitReads();
        assertThat(loads).as("all that it read was cached").hasValue(loaded);
        proxy.swallow();
        process.pause();
        assertThat(writer.write(ReadingProcess.ROW)).isTrue();
        await().pollInterval(Duration.ofMillis(5)).until(() -> rows.settled(ReadingProcess.ROW) == 1);
        process.resume();
        awaitReads();
        proxy.pass();
        more = false;
        await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        assertThat(violations).isEmpty();
        assertThat(loads).hasValueGreaterThan(loaded);
    }

    private void awaitReads() {
        long before = reads.get();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> reads.get() > before + ENOUGH);
    }

    private String answer(String question) {
        if (question.equals("more")) {
            reads.incrementAndGet();
            return more ? "yes" : "no";
        }
        if (question.startsWith("violation ")) {
            violations.add(question);
            return "noted";
        }
        if (question.startsWith("judged ")) {
            return "noted";
        }
        if (question.startsWith("read ")) {
            loads.incrementAndGet();
        }
        return RemoteRows.answer(rows, question);
    }
}
