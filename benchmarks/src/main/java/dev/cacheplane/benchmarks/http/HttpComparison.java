package dev.cacheplane.benchmarks.http;

import dev.cacheplane.benchmarks.Times;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A hit over HTTP, of the filter and of what a user would pick instead: each in a process of its own, the same bytes, the same client. All are started and warmed, then one at a time works, in rounds; the others do nothing meanwhile.
 * What counts is the ratios.
 */
public final class HttpComparison {
    private static final List<Double> KILOBYTES = List.of(0.9, 20.0, 200.0);
    private static final int CONNECTIONS = 64;
    private static final int HELD = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    /** The compilers rest when they work for less of the time than this. */
    private static final double RESTING = 0.03;

    private static final int MOST_WARM_UPS = 40;
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration HELD_WARM_UP = Duration.ofSeconds(3);
    private static final Duration HELD_FOR = Duration.ofSeconds(6);

    private final Rivals rivals;
    private final List<Payload> payloads;
    private final PrintStream out;
    private final HttpFigures figures = new HttpFigures();

    private HttpComparison(Rivals rivals, List<Payload> payloads, PrintStream out) {
        this.rivals = rivals;
        this.payloads = payloads;
        this.out = out;
    }

    /**
     * Measures, and prints tables.
     *
     * @param kilobytes of the one payload; empty for three
     * @param rounds how often each is measured
     */
    public static void run(String kilobytes, int rounds, PrintStream out) throws IOException, InterruptedException {
        List<Payload> payloads = (kilobytes.isEmpty() ? KILOBYTES : List.of(Double.valueOf(kilobytes)))
                .stream().map(Payload::of).toList();
        try (Rivals rivals = new Rivals(payloads, out)) {
            new HttpComparison(rivals, payloads, out).run(rounds);
        }
    }

    private void run(int rounds) throws IOException, InterruptedException {
        List<RunningRival> running = new ArrayList<>();
        for (Rival rival : startOrder()) {
            Optional<RunningRival> started = rivals.start(rival);
            if (started.isPresent()) {
                running.add(started.get());
            }
        }
        forEach(running, this::warmUp);
        for (int round = 0; round < rounds; round++) {
            Collections.rotate(running, -1);
            forEach(running, this::asFastAsItCan);
        }
        forEach(running, this::atHalfOfIt);
        figures.print(out);
    }

    /** Something to do with a rival. */
    private interface Work {
        void on(RunningRival rival) throws IOException, InterruptedException;
    }

    /** Whoever answers wrongly is measured no more. Ours must not. */
    private void forEach(List<RunningRival> running, Work work) throws IOException, InterruptedException {
        for (RunningRival rival : List.copyOf(running)) {
            try {
                work.on(rival);
            } catch (WrongAnswerException e) {
                if (rival.rival().goal().isPresent()) {
                    throw e;
                }
                out.println(rival.rival().title() + " is left out: " + e.getMessage());
                figures.remove(rival.rival());
                running.remove(rival);
            }
        }
    }

    /** The bare servlet first: it is what the proxies ask. */
    private static List<Rival> startOrder() {
        List<Rival> order = new ArrayList<>(List.of(Rival.values()));
        order.remove(Rival.BARE);
        order.add(0, Rival.BARE);
        return order;
    }

    /** Until the compilers rest: on two processors they take a minute or more, whose figures would say more of them than of what they compile. */
    private void warmUp(RunningRival rival) throws IOException, InterruptedException {
        for (Payload payload : payloads) {
            rival.fill(payload);
        }
        int slices = 0;
        if (rival.rival().isJava()) {
            try (Jvm jvm = rival.jvm()) {
                boolean rests = false;
                while (!rests && slices < MOST_WARM_UPS) {
                    Duration before = jvm.compiling();
                    askForAll(rival, ++slices);
                    Duration compiled = jvm.compiling().minus(before);
                    rests = compiled.toMillis() < RESTING * WARM_UP.toMillis();
                }
            }
        } else {
            askForAll(rival, 1);
        }
    }

    private void askForAll(RunningRival rival, int slice) throws IOException {
        for (Payload payload : payloads) {
            try (Client client = rival.client(payload, CONNECTIONS)) {
                Client.Answered answered = client.asFastAsItCan(WARM_UP.dividedBy(payloads.size()));
                out.printf(
                        Locale.ROOT,
                        "warming up %d: %s, %,d bytes: %,.0f/s%n",
                        slice,
                        rival.rival().title(),
                        payload.json().length(),
                        answered.perSecond());
            }
        }
    }

    private void asFastAsItCan(RunningRival rival) throws IOException {
        for (Payload payload : payloads) {
            figures.add(payload, rival.rival(), asFastAsItCan(rival, payload));
        }
    }

    private Round asFastAsItCan(RunningRival rival, Payload payload) throws IOException {
        try (Client client = rival.client(payload, CONNECTIONS)) {
            client.asFastAsItCan(SETTLE);
            Duration server = rival.processorTime();
            Duration redis = redisTime();
            Client.Answered answered = client.asFastAsItCan(ROUND);
            double own = micros(answered.own(), answered);
            double servers = micros(rival.processorTime().minus(server), answered);
            double redisses = micros(redisTime().minus(redis), answered);
            return new Round(answered.perSecond(), servers, redisses, own / (own + servers + redisses));
        }
    }

    private static double micros(Duration used, Client.Answered answered) {
        return used.toNanos() / 1e3 / answered.answers();
    }

    private Duration redisTime() {
        return ProcessHandle.of(rivals.redis().process().pid())
                .flatMap(redis -> redis.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private void atHalfOfIt(RunningRival rival) throws IOException {
        for (Payload payload : payloads) {
            figures.add(payload, rival.rival(), atHalfOfIt(rival, payload));
        }
        if (rival.rival().isJava()) {
            try (Jvm jvm = rival.jvm()) {
                figures.addHeap(rival.rival(), jvm.heapAfterCollection());
            }
        }
    }

    private Held atHalfOfIt(RunningRival rival, Payload payload) throws IOException {
        double perSecond = figures.perSecond(payload, rival.rival()) / 2;
        Times times = new Times((int) (perSecond * HELD_FOR.toSeconds()) + HELD);
        try (Client client = rival.client(payload, HELD)) {
            Client.Answered answered = client.atRate(perSecond, HELD_WARM_UP, HELD_FOR, times);
            return new Held(perSecond, times, answered.reconnects());
        }
    }
}
