package dev.cacheplane.sdk.race;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.ChildProcess;
import dev.cacheplane.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand callers of three processes want a row that nobody has, and that takes two seconds to compute. */
class StampedeTest {
    private static final int CALLERS = 1_000;
    private static final Duration COMPUTING = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(5);
    /** A loaded machine may be that many times slower. */
    private static final int GENEROUSLY = 10;

    private final RedisServer redis = RedisServer.start();
    private final LineServer server = new LineServer(this::answer);
    private final List<ChildProcess> processes = new ArrayList<>();
    private final CountDownLatch mayBegin = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final Queue<String> loads = new ConcurrentLinkedQueue<>();
    private final Queue<String> got = new ConcurrentLinkedQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    @AfterEach
    void end() {
        mayBegin.countDown();
        end.countDown();
        processes.forEach(ChildProcess::kill);
        server.close();
        redis.close();
    }

    @Test
    void oneComputesForAllOfThem() {
        for (int i = 0; i < 3; i++) {
            start("process" + i, (CALLERS + i) / 3);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> ready.get() == 3);
        mayBegin.countDown();
        awaitGot(COMPUTING, "got 333 of [7]", "got 333 of [7]", "got 334 of [7]");
        assertThat(loads).hasSize(1);
    }

    @Test
    void whenTheOneIsKilledAnotherComputesForAllTheRest() {
        start("victim", 1);
        mayBegin.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> loads.size() == 1);
        start("process1", CALLERS / 2);
        start("process2", CALLERS / 2);
        await().atMost(Duration.ofMinutes(1)).until(() -> came.get() == 1 + CALLERS);
        processes.get(0).kill();
        awaitGot(LEASE.plus(COMPUTING), "got 500 of [7]", "got 500 of [7]");
        assertThat(loads).hasSize(2).startsWith("load victim");
    }

    private void start(String name, int callers) {
        processes.add(Jvm.start(
                directory.resolve("log"),
                StampedingProcess.class,
                name,
                redis.uri().toString(),
                Integer.toString(server.port()),
                Integer.toString(callers)));
    }

    private void awaitGot(Duration promised, String... all) {
        await().atMost(promised.multipliedBy(GENEROUSLY))
                .untilAsserted(() -> assertThat(got).as("loads: %s", loads).containsExactlyInAnyOrder(all));
    }

    private String answer(String question) {
        switch (question.split(" ", -1)[0]) {
            case "ready" -> {
                ready.incrementAndGet();
                Hold.await(mayBegin);
            }
            case "came" -> came.addAndGet(Integer.parseInt(question.substring("came ".length())));
            case "load" -> {
                loads.add(question);
                if (question.equals("load victim")) {
                    Hold.await(end); // it is killed before it has an answer
                }
                return CompletableFuture.supplyAsync(
                                () -> "7", CompletableFuture.delayedExecutor(COMPUTING.toMillis(), MILLISECONDS))
                        .join();
            }
            default -> got.add(question);
        }
        return "noted";
    }
}
