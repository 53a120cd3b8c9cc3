package dev.cacheplane.sdk.race;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Readers and writers of few rows, each at its own pace; the same seed makes the same wishes, and the machine makes what it likes of them. */
final class RandomRace {
    private static final How[] HOWS = How.values();
    private static final int ROWS = 6;
    private static final int ONE_IN_SO_MANY_WRITES = 12;

    private final Node node;
    private final int threads;
    private final int steps;

    /** @param steps reads and writes of each thread */
    RandomRace(Node node, int threads, int steps) {
        this.node = node;
        this.threads = threads;
        this.steps = steps;
    }

    static String row(SplittableRandom random) {
        return "random" + random.nextInt(ROWS);
    }

    /** Returns when all have ended. */
    void run(long seed) {
        ExecutorService racing = Executors.newFixedThreadPool(threads);
        List<Future<?>> ends = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                SplittableRandom random = new SplittableRandom(seed + 31L * i);
                ends.add(racing.submit(() -> race(random)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            racing.shutdownNow();
        }
    }

    private void race(SplittableRandom random) {
        for (int step = 0; step < steps; step++) {
            String row = row(random);
            if (random.nextInt(ONE_IN_SO_MANY_WRITES) == 0) {
                node.write(row, HOWS[random.nextInt(HOWS.length)]);
            } else {
                node.read(row, random);
            }
            Weather.delay(random);
        }
    }
}
