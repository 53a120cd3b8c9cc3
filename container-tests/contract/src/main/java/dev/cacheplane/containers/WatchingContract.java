package dev.cacheplane.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.servlet.Differential;
import dev.cacheplane.sdk.http.internal.servlet.RandomServlet;
import dev.cacheplane.sdk.http.internal.servlet.Verdict;
import dev.cacheplane.sdk.http.internal.servlet.WatchingFilter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A random application does the same with and without the watch before it. On failure the seed is in the message. */
public abstract class WatchingContract {
    private static final int REQUESTS = Integer.getInteger("servlet.requests", 300);

    private final Container.Starter starter;

    protected WatchingContract(Container.Starter starter) {
        this.starter = starter;
    }

    @Test
    void whatIsPassedIsTheSame() throws Exception {
        compare(new WatchingFilter(Verdict.PASS));
    }

    @Test
    void whatIsRecordedIsTheSameAndTheRecordingIsWhatWasSent() throws Exception {
        assertThat(compare(new WatchingFilter(Verdict.record(1 << 20)))).isGreaterThan(0.3);
    }

    private double compare(WatchingFilter filter) throws Exception {
        long begin = Long.getLong("servlet.seed", new Random().nextInt(1_000_000) * 10_000L);
        RandomServlet plainServlet = new RandomServlet();
        RandomServlet watchedServlet = new RandomServlet();
        try (Container plain = starter.start(new SwitchedFilter(), plainServlet);
                Container watched = starter.start(filter, watchedServlet)) {
            Differential differential =
                    new Differential(plainServlet, plain.port(), watchedServlet, watched.port(), filter);
            for (long seed = begin; seed < begin + REQUESTS; seed++) {
                differential.compare(seed);
            }
            System.out.println(differential.counts() + " of seeds from " + begin);
            return differential.wholeShare();
        }
    }
}
