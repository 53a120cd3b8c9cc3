package dev.cacheplane.benchmarks;

import dev.cacheplane.benchmarks.policy.PolicyLookup;
import dev.cacheplane.benchmarks.policy.Propagation;
import dev.cacheplane.benchmarks.reports.ReportsUnderLoad;
import java.net.URI;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs one of the benchmarks. */
public final class Main {
    private static final String USAGE = """
            java -jar benchmarks/target/benchmarks.jar …
                lookup                 what a request pays to know its policy (JMH)
                propagation [URL]      from a change to the instances that obey it, of the control plane there (http://localhost:8000)
                reports [URL]          heavy reports, computed and cached, of the analytics-service there (http://localhost:3001)
            """;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        String what = words.isEmpty() || words.size() > 2 ? "" : words.get(0);
        switch (what) {
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

    private static URI url(List<String> words, String otherwise) {
        return URI.create(words.size() == 2 ? words.get(1) : otherwise);
    }
}
