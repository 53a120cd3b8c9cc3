package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.ChildProcess;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.store.FaultyProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The random race, between Java virtual machines, each of which stands still for a while, and is cut off from Redis at times: what it had before must not be served after. */
class ProcessesRaceTest {
    private static final int ROUNDS = Integer.getInteger("race.rounds", 100);
    private static final int PROCESSES = 3;

    private final long seed = Long.getLong("race.seed", System.nanoTime());
    private final Rows rows = new Rows(Arena.BOUND);
    private final CountDownLatch ready = new CountDownLatch(PROCESSES);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong judged = new AtomicLong();
    private final List<FaultyProxy> proxies = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    @AfterEach
    void end() {
        proxies.forEach(FaultyProxy::close);
    }

    @Test
    void processesThatAreStoppedForAWhileServeNothingThatWasInvalidatedMeanwhile() {
        try (RedisServer redis = RedisServer.start();
                LineServer server = new LineServer(this::answer)) {
            List<ChildProcess> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                proxies.add(FaultyProxy.before(redis.port()));
                processes.add(Jvm.start(
                        directory.resolve("log"),
                        RacingProcess.class,
                        "process " + i,
                        "redis://127.0.0.1:" + proxies.get(i).port(),
                        Integer.toString(server.port()),
                        Long.toString(seed + i),
                        Integer.toString(10 * ROUNDS)));
            }
            int pauses = 0;
            assertThat(Hold.await(ready)).isTrue();
            while (processes.stream().anyMatch(ChildProcess::isAlive)) {
                FaultyProxy way = proxies.get(pauses % PROCESSES);
                ChildProcess stopped = processes.get(pauses % PROCESSES);
                if (pauses++ / PROCESSES % 2 == 0) {
                    way.swallow(); // no report waits for it when it goes on
                }
                stopped.pause();
                awaitBound();
                stopped.resume();
                awaitBound();
                way.pass();
            }
            System.out.printf(
                    "%8d  reads of processes judged, %d pauses, -Drace.seed=%d%n", judged.get(), pauses, seed);
        }
        assertThat(violations).as("-Drace.seed=" + seed).isEmpty();
        assertThat(judged.get()).isGreaterThan(PROCESSES * 10L * ROUNDS);
    }

    private void awaitBound() {
        long version = rows.update("the clock's");
        rows.invalidated("the clock's", version);
        await().pollInterval(Duration.ofMillis(10)).until(() -> rows.settled("the clock's") == version);
    }

    private String answer(String question) {
        if (question.equals("ready")) {
            ready.countDown();
            return "go";
        }
        if (question.startsWith("violation ")) {
            violations.add(question);
            return "noted";
        }
        if (question.startsWith("judged ")) {
            judged.addAndGet(Long.parseLong(question.substring("judged ".length())));
            return "noted";
        }
        return RemoteRows.answer(rows, question);
    }
}
