package dev.cacheplane.benchmarks.cache;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** What a hit costs its caller. Each thread has keys of its own, so that nobody shares another's answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15, time = 2) // two cores compile for as long
@Measurement(iterations = 7, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class Hits {
    private static final int KEYS_EACH = 16;

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
        private int first;
        private int next;

        @Setup
        public void begin(Hits hits, ThreadParams threads) {
            first = threads.getThreadIndex() * KEYS_EACH;
            for (int i = 0; i < KEYS_EACH; i++) {
                hits.contender().prepare(first + i);
            }
        }

        int next() {
            next = (next + 1) % KEYS_EACH;
            return first + next;
        }
    }

    @Setup
    public void connect() {
        RedisUnderTest.empty();
        contender = library.open(RedisUnderTest.port(), Values.of(form, kilobytes));
    }

    private Contender contender() {
        return Objects.requireNonNull(contender);
    }

    @Benchmark
    public Object hit(Walk walk) {
        return contender().hit(walk.next());
    }

    @TearDown
    public void disconnect() {
        contender().close();
    }
}
