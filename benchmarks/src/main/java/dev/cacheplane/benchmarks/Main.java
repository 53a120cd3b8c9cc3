package dev.cacheplane.benchmarks;

import dev.cacheplane.benchmarks.cache.CacheComparison;
import dev.cacheplane.benchmarks.cache.Soak;
import dev.cacheplane.benchmarks.cache.Trackers;
import dev.cacheplane.benchmarks.http.HttpComparison;
import dev.cacheplane.benchmarks.http.HttpSoak;
import dev.cacheplane.benchmarks.policy.PolicyLookup;
import dev.cacheplane.benchmarks.policy.Propagation;
import dev.cacheplane.benchmarks.reports.ReportsUnderLoad;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs one of the benchmarks. */
public final class Main {
    private static final String USAGE = """
            java -jar benchmarks/target/benchmarks.jar …
                cache [WHAT [KB [ROUNDS]]]
                                       the cache and its peers on one Redis (JMH): bytes, hits, near, fills or invalidations; 0.6, 6 or 100; 1
                soak [MINUTES]         what two instances take of memory that read and invalidate ever other keys; 10
                http [KB [ROUNDS]]     a hit over HTTP, of the filter and of its peers, each in a process of its own; 0.9, 20 or 200; 3
                http soak [MINUTES]    what a service behind the filter takes of memory; 10
                trackers               what it costs Redis that 0 to 200 processes are told of changes
                lookup                 what a request pays to know its policy (JMH)
                propagation [URL]      from a change to the instances that obey it, of the control plane there (http://localhost:8000)
                reports [URL]          heavy reports, computed and cached, of the analytics-service there (http://localhost:3001)
            """;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        String what = words.isEmpty() || words.size() > 4 ? "" : words.get(0);
        switch (what) {
            case "cache" ->
                CacheComparison.run(
                        word(words, 1, ""), word(words, 2, ""), Integer.parseInt(word(words, 3, "1")), System.out);
            case "soak" -> Soak.run(Duration.ofMinutes(Long.parseLong(word(words, 1, "10"))), System.out);
            case "http" -> http(words);
            case "trackers" -> Trackers.run(System.out);
            case "lookup" ->
                new Runner(new OptionsBuilder()
                                .include(PolicyLookup.class.getName())
                                .addProfiler(GCProfiler.class)
                                .build())
                        .run();
            case "propagation" -> Propagation.run(url(words, "http://localhost:8000"), System.out);
            case "reports" -> ReportsUnderLoad.run(url(words, "http://localhost:3001"), System.out);
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    private static void http(List<String> words) throws Exception {
        if (word(words, 1, "").equals("soak")) {
            HttpSoak.run(Duration.ofMinutes(Long.parseLong(word(words, 2, "10"))), System.out);
        } else {
            HttpComparison.run(word(words, 1, ""), Integer.parseInt(word(words, 2, "3")), System.out);
        }
    }

    private static URI url(List<String> words, String otherwise) {
        return URI.create(word(words, 1, otherwise));
    }

    private static String word(List<String> words, int place, String otherwise) {
        return words.size() > place ? words.get(place) : otherwise;
    }
}
