package dev.cacheplane.benchmarks.http;

import dev.cacheplane.benchmarks.Times;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one service over many connections, from the calling thread alone, never a second request on a connection before the first one is answered. Any answer that is not as it should be ends it with a
 * {@link WrongAnswerException}.
 */
final class Client implements AutoCloseable {
    private static final int READ_AT_ONCE = 1 << 18;

    /** So long it may sleep though answers come, where nothing is to be sent. */
    private static final long NAP_NANOS = 50_000;

    private final Selector selector;
    private final List<Wire> wires = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);

    /**
     * What was answered.
     *
     * @param answers how many there were
     * @param hits how many of them were hits by their own account
     * @param time in which they came
     * @param own processor time of this client's thread
     * @param reconnects how often the service has closed a connection
     */
    record Answered(long answers, long hits, Duration time, Duration own, int reconnects) {
        double perSecond() {
            return answers * 1e9 / time.toNanos();
        }
    }

    /**
     * Connects.
     *
     * @param paths what is asked for by each connection, by turns
     */
    Client(int port, Expected expected, List<List<String>> paths) throws IOException {
        selector = Selector.open();
        for (List<String> ofOne : paths) {
            wires.add(new Wire(selector, port, ofOne, new AnswerReader(expected)));
        }
    }

    /** Each connection asks as soon as it has its answer, so long. */
    Answered asFastAsItCan(Duration time) throws IOException {
        long own = ownTime();
        int reconnects = reconnects();
        long begun = System.nanoTime();
        long[] answers = new long[2];
        for (Wire wire : wires) {
            wire.ask(begun);
        }
        long now = begun;
        while (now - begun < time.toNanos()) {
            selector.select(
                    key -> {
                        if (receive(key)) {
                            answers[0]++;
                            answers[1] += wireOf(key).reader().wasHit() ? 1 : 0;
                            ask(wireOf(key), 0);
                        }
                    },
                    100);
            now = System.nanoTime();
        }
        Answered answered = new Answered(
                answers[0],
                answers[1],
                Duration.ofNanos(now - begun),
                Duration.ofNanos(ownTime() - own),
                reconnects() - reconnects);
        drain();
        return answered;
    }

    /** What was asked for is waited for, so that the next measuring begins with idle connections. */
    private void drain() throws IOException {
        int[] open = {wires.size()};
        long begun = System.nanoTime();
        while (open[0] > 0) {
            selector.select(key -> open[0] -= receive(key) ? 1 : 0, 100);
            checkPatience(begun);
        }
    }

    private static void checkPatience(long begun) {
        if (System.nanoTime() - begun > Duration.ofSeconds(30).toNanos()) {
            throw new WrongAnswerException("has not answered for 30 s");
        }
    }

    /**
     * Asks so often in a second, whether answers have come or not, on whichever connection has been idle for longest. What an answer took is counted from the moment when its request was due: where all connections
     * are busy, or this client is late, that is before it was sent.
     *
     * @param warmUp time at the beginning that is not counted
     * @param times where to
     */
    Answered atRate(double perSecond, Duration warmUp, Duration time, Times times) throws IOException {
        ArrayDeque<Wire> idle = new ArrayDeque<>(wires);
        double nanosEach = 1e9 / perSecond;
        long requests = (long) (perSecond * (warmUp.toNanos() + time.toNanos()) / 1e9);
        int reconnects = reconnects();
        long own = ownTime();
        long begun = System.nanoTime();
        long counted = begun + warmUp.toNanos();
        long lately = begun;
        long sent = 0;
        long[] hits = new long[1];
        while (sent < requests || idle.size() < wires.size()) {
            long due = begun + (long) (sent * nanosEach);
            long now = System.nanoTime();
            while (sent < requests && due <= now && !idle.isEmpty()) {
                idle.remove().ask(due);
                sent++;
                due = begun + (long) (sent * nanosEach);
            }
            int ready = selector.selectNow(key -> {
                if (receive(key)) {
                    Wire wire = wireOf(key);
                    hits[0] += wire.reader().wasHit() ? 1 : 0;
                    if (wire.intended() >= counted) {
                        times.add(System.nanoTime() - wire.intended());
                    }
                    idle.add(wire);
                }
            });
            if (ready == 0) {
                LockSupport.parkNanos(Math.min(NAP_NANOS, Math.max(1, due - System.nanoTime())));
            }
            if (ready > 0 || idle.size() == wires.size()) {
                lately = now;
            }
            checkPatience(lately);
        }
        return new Answered(
                requests,
                hits[0],
                Duration.ofNanos(System.nanoTime() - begun),
                Duration.ofNanos(ownTime() - own),
                reconnects() - reconnects);
    }

    private static Wire wireOf(SelectionKey key) {
        return (Wire) key.attachment();
    }

    private boolean receive(SelectionKey key) {
        try {
            return wireOf(key).receive(buffer);
        } catch (IOException e) {
            throw new WrongAnswerException("breaks off: " + e);
        }
    }

    private static void ask(Wire wire, long when) {
        try {
            wire.ask(when);
        } catch (IOException e) {
            throw new WrongAnswerException("takes no request: " + e);
        }
    }

    private int reconnects() {
        return wires.stream().mapToInt(Wire::reconnects).sum();
    }

    private static long ownTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        selector.close();
    }
}
