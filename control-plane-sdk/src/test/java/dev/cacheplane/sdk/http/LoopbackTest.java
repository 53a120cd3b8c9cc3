package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to oneself, on a real Jetty: what stands in front of the cache there is asked whether it knows them. */
class LoopbackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofMinutes(1);

    private final AtomicLong elapsed = new AtomicLong(1);
    private final Loopback loopback = new Loopback(PATIENCE, REST, elapsed::get);
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean getsBack;
    private volatile boolean reaches;
    private volatile Loopback.Again again = new Loopback.Again("", 0, List.of(), "");
    private final Served served = Served.behind(
            (request, response, chain) -> {
                sent.addAndGet(((HttpServletRequest) request).getHeader(Loopback.FIELD) == null ? 0 : 1);
                if (getsBack && loopback.isOne((HttpServletRequest) request)) {
                    return;
                }
                Loopback.Again found = loopback.again((HttpServletRequest) request);
                reaches = found != null;
                again = found == null ? again : found;
            },
            (request, response) -> {});

    @AfterEach
    void end() {
        served.close();
    }

    /** Whether a request that comes now would be sent again. */
    private boolean reaches() {
        served.get("/a?b=c");
        return reaches;
    }

    @Test
    void aRequestToOneselfIsKnownOnce() {
        getsBack = true;
        assertThat(reaches()).isTrue();

        loopback.send(again);

        assertThat(reaches()).isTrue();
        assertThat(again.target()).isEqualTo("/a?b=c");
    }

    @Test
    void whereRequestsDoNotGetBackNoneIsSentForAWhile() {
        assertThat(reaches()).isTrue();

        loopback.send(again);

        assertThat(reaches()).isFalse();
        elapsed.addAndGet(REST.toNanos() - 1);
        assertThat(reaches()).isFalse();
    }

    @Test
    void afterThatOneTriesAndTheOthersWaitForWhatComesOfIt() {
        reaches();
        loopback.send(again);
        elapsed.addAndGet(REST.toNanos());
        assertThat(reaches()).isTrue();

        loopback.send(again);

        assertThat(reaches).as("while it tried").isFalse();
        assertThat(reaches()).isFalse();
        loopback.send(again);
        assertThat(sent).as("one that was to be sent too, and came late").hasValue(2);
        elapsed.addAndGet(REST.toNanos());
        getsBack = true;
        loopback.send(again);
        assertThat(reaches()).isTrue();
    }
}
