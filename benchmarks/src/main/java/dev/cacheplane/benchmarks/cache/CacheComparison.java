package dev.cacheplane.benchmarks.cache;

import dev.cacheplane.redis.RedisServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures all libraries on one Redis, one after the other, each in a process of its own, in rounds, so that whatever else the machine does meets all of them. What counts
 * is the ratios.
 */
public final class CacheComparison {
    private static final List<String> KILOBYTES = List.of("0.6", "6", "100");
    private static final List<Integer> THREADS = List.of(1, 8);

    private final RedisServer redis;
    private final int rounds;

    private CacheComparison(RedisServer redis, int rounds) {
        this.redis = redis;
        this.rounds = rounds;
    }

    /**
     * Starts a Redis, and prints tables for each contest.
     *
     * @param contest {@code bytes}, {@code hits}, {@code near}, {@code fills} or {@code invalidations}; empty for all
     * @param kilobytes {@code 0.6}, {@code 6} or {@code 100}; empty for all
     * @throws IllegalArgumentException if there is no such contest
     */
    public static void run(String contest, String kilobytes, int rounds, PrintStream out) throws RunnerException {
        List<Contest> contests = contest.isEmpty()
                ? List.of(Contest.values())
                : List.of(Contest.valueOf(contest.toUpperCase(Locale.ROOT)));
        List<String> sizes = kilobytes.isEmpty() ? KILOBYTES : List.of(kilobytes);
        try (RedisServer redis = RedisServer.start()) {
            List<Scores> scores = new ArrayList<>();
            for (Contest one : contests) {
                scores.add(new CacheComparison(redis, rounds).scores(one, sizes));
            }
            scores.forEach(table -> table.print(out));
        }
    }

    private Scores scores(Contest contest, List<String> sizes) throws RunnerException {
        Scores scores = new Scores(contest);
        for (String kilobytes : sizes) {
            for (int threads : THREADS) {
                List<Library> libraries = new ArrayList<>(contest.libraries());
                for (int round = 0; round < rounds; round++) {
                    for (Library library : libraries) {
                        scores.add(kilobytes, threads, library, measured(contest, library, kilobytes, threads));
                    }
                    Collections.rotate(libraries, 1); // nobody is always the first
                }
            }
        }
        return scores;
    }

    private Figure measured(Contest contest, Library library, String kilobytes, int threads) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include("^" + contest.benchmark() + "$")
                        .param("library", library.name())
                        .param("form", contest.form().name())
                        .param("kilobytes", kilobytes)
                        .threads(threads)
                        .jvmArgsAppend("-D" + RedisUnderTest.PORT + "=" + redis.port())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessorTime.class)
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
        int batch = contest.batch();
        return new Figure(
                median(result.getPrimaryResult()) / batch,
                secondary(result, "gc.alloc.rate.norm") / batch,
                secondary(result, ProcessorTime.CLIENT) / batch,
                secondary(result, ProcessorTime.REDIS) / batch);
    }

    private static double secondary(RunResult result, String label) {
        Result<?> found = result.getSecondaryResults().get(label);
        return found == null ? Double.NaN : median(found);
    }

    /** Of the iterations: one in which the machine was busy with something else does not count. */
    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }
}
