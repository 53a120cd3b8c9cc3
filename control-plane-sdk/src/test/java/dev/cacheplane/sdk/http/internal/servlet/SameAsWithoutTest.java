package dev.cacheplane.sdk.http.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A response that is watched is, byte for byte, what it would be otherwise, and so is all that the handler is told: a random
 * application with and without the watch, on a real Jetty. On failure the seed is in the message; {@code -Dservlet.seed} and
 * {@code -Dservlet.requests} draw others than those of each build.
 */
class SameAsWithoutTest {
    private static final int REQUESTS = Integer.getInteger("servlet.requests", 600);

    @Test
    void whatIsPassedIsTheSame() throws Exception {
        compare(new WatchingFilter(Verdict.PASS));
    }

    @Test
    void whatIsRecordedIsTheSameAndTheRecordingIsWhatWasSent() throws Exception {
        assertThat(compare(new WatchingFilter(Verdict.record(1 << 20)))).isGreaterThan(0.3);
    }

    private static double compare(WatchingFilter filter) throws Exception {
        long begin = Long.getLong("servlet.seed", 5_206_020_000L); // one of its requests sets a withheld field to null
        RandomServlet plainServlet = new RandomServlet();
        RandomServlet watchedServlet = new RandomServlet();
        try (JettyApp plain = new JettyApp(null, plainServlet::service);
                JettyApp watched = new JettyApp(filter, watchedServlet::service)) {
            Differential differential =
                    new Differential(plainServlet, plain.port(), watchedServlet, watched.port(), filter);
            for (long seed = begin; seed < begin + REQUESTS; seed++) {
                differential.compare(seed);
            }
            TreeSet<String> called = new TreeSet<>(watchedServlet.called());
            System.out.println(differential.counts() + " of seeds from " + begin + "; called: " + called);
            List<String> missing = DrawnCalls.all().stream()
                    .filter(name -> !called.contains(name))
                    .toList();
            assertThat(missing).as("servlet calls that nobody has made").isEmpty();
            return differential.wholeShare();
        }
    }
}
