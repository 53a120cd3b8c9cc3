package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.cache.NearWorld.Omission;
import dev.cacheplane.sdk.cache.NearWorld.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The same with threads, which meet within the steps: {@code -Dnear.seed=} for the writer's wishes, {@code -Dnear.writes=} for more of them. */
class NearStressTest {
    private static final int READERS = 3;

    private final long seed = Long.getLong("near.seed", System.nanoTime());
    private final int writes = Integer.getInteger("near.writes", 100_000);
    private final LongAdder reads = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private volatile boolean ended;

    @Test
    void nobodyGetsWhatWasInvalidatedBeforeHeBegan() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (NearWorld world = new NearWorld(Omission.NONE)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> read(world)));
            }
            write(world, new SplittableRandom(seed));
            ended = true;
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf("%8d  near reads judged, -Dnear.seed=%d%n", reads.sum(), seed);
        assertThat(stale.sum()).as("-Dnear.seed=" + seed).isZero();
        assertThat(reads.sum()).isGreaterThan(writes / 10);
    }

    /** So often, and for longer where others have the processors and the readers have hardly begun. */
    private void write(NearWorld world, SplittableRandom random) {
        for (int i = 0; i < writes || (reads.sum() <= writes / 10 && i < 100L * writes); i++) {
            int kind = random.nextInt(100);
            Report report = kind == 0 ? Report.OF_ANYTHING : kind < 30 ? Report.OF_A_GENERATION : Report.OF_THE_KEY;
            world.write(report);
            world.report(report);
            world.settle();
            for (int spin = random.nextInt(200); spin > 0; spin--) {
                Thread.onSpinWait();
            }
        }
    }

    private void read(NearWorld world) {
        while (!ended) {
            NearWorld.Read read = world.new Read();
            read.begin();
            read.ask();
            read.keep();
            reads.increment();
            if (read.isStale()) {
                stale.increment();
            }
        }
    }
}
