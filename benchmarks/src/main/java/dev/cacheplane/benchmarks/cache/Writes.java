package dev.cacheplane.benchmarks.cache;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/** What a miss that is filled, and an invalidation, cost their caller: so many of them in a row, each of another entry. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 80, batchSize = Writes.BATCH) // as for hits
@Measurement(iterations = 15, batchSize = Writes.BATCH)
@Fork(1)
public class Writes {
    static final int BATCH = 500;

    @Param
    private Library library = Library.CACHEPLANE;

    @Param
    private Form form = Form.BYTES;

    @Param({"0.6", "6", "100"})
    private double kilobytes;

    private @Nullable Contender contender;

    /** The next key of one thread. */
    @State(Scope.Thread)
    public static class Walk {
        private int next;

        /** Before a batch of misses no entry is there; before one of invalidations all are. */
        @Setup(Level.Iteration)
        public void begin(Writes writes, BenchmarkParams benchmark, ThreadParams threads) {
            next = threads.getThreadIndex() * BATCH;
            if (benchmark.getBenchmark().endsWith("invalidate")) {
                for (int i = 0; i < BATCH; i++) {
                    writes.contender().missAndFill(next + i);
                }
            }
        }
    }

    @Setup
    public void connect() {
        contender = library.open(RedisUnderTest.port(), Values.of(form, kilobytes));
    }

    @Setup(Level.Iteration)
    public void empty() {
        RedisUnderTest.empty();
    }

    private Contender contender() {
        return Objects.requireNonNull(contender);
    }

    @Benchmark
    public void missAndFill(Walk walk) {
        contender().missAndFill(walk.next++);
    }

    @Benchmark
    public void invalidate(Walk walk) {
        contender().invalidate(walk.next++);
    }

    @TearDown
    public void disconnect() {
        contender().close();
    }
}
