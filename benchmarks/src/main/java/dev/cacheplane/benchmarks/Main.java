package dev.cacheplane.benchmarks;

import dev.cacheplane.benchmarks.reports.ReportsUnderLoad;
import java.net.URI;
import java.util.List;

/** Runs one of the benchmarks of whole programs. */
public final class Main {
    private static final String USAGE = """
            java -jar benchmarks/target/benchmarks.jar reports [URL]
                heavy reports, computed and cached, of the analytics-service there (http://localhost:3001)
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.size() > 2 || !words.get(0).equals("reports")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        ReportsUnderLoad.run(URI.create(words.size() == 2 ? words.get(1) : "http://localhost:3001"), System.out);
    }
}
