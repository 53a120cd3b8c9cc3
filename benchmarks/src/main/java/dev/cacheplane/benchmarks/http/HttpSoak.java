package dev.cacheplane.benchmarks.http;

import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A service behind the filter for as long as said. Its entries are more than have room near, and end after 20 seconds each: what it takes of memory must come to rest when all have been there. */
public final class HttpSoak {
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long NEAR_BYTES = 16 << 20;
    private static final int CONNECTIONS = 64;
    private static final int LINES = 12;
    private static final int TURNS = 4;

    /** How many entries of a size each connection asks for. */
    private static final Map<Payload, Integer> ENTRIES =
            Map.of(Payload.of(0.9), 300, Payload.of(20), 60, Payload.of(200), 4);

    private final Rivals rivals;
    private final RunningRival ours;
    private long answers;
    private long hits;

    private HttpSoak(Rivals rivals) {
        this.rivals = rivals;
        ours = rivals.onJetty(Rival.NEAR, TTL, NEAR_BYTES);
    }

    /** Prints a table while it runs. */
    public static void run(Duration time, PrintStream out) throws IOException {
        try (Rivals rivals = new Rivals(List.copyOf(ENTRIES.keySet()), out)) {
            new HttpSoak(rivals).print(time, out);
        }
    }

    private void print(Duration time, PrintStream out) throws IOException {
        out.println("| s | responses | of these hits | heap after GC, MB | Redis, MB | threads |");
        out.println("|---|---|---|---|---|---|");
        Duration turn = time.dividedBy((long) LINES * TURNS * ENTRIES.size());
        long begun = System.nanoTime();
        try (Jvm jvm = ours.jvm()) {
            for (int line = 0; line < LINES; line++) {
                for (int i = 0; i < TURNS; i++) {
                    askForAll(turn);
                }
                out.printf(
                        Locale.ROOT,
                        "| %d | %,d | %.2f %% | %.1f | %.1f | %d |%n",
                        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                        answers,
                        100.0 * hits / answers,
                        jvm.heapAfterCollection() / 1e6,
                        redisMemory() / 1e6,
                        jvm.threads());
            }
        }
    }

    private void askForAll(Duration each) throws IOException {
        for (Map.Entry<Payload, Integer> size : ENTRIES.entrySet()) {
            Payload payload = size.getKey();
            List<List<String>> paths = IntStream.range(0, CONNECTIONS)
                    .mapToObj(connection -> IntStream.range(0, size.getValue())
                            .mapToObj(entry -> payload.path(connection * size.getValue() + entry))
                            .toList())
                    .toList();
            try (Client client = new Client(ours.port(), new Expected(payload.json(), "; hit", false), paths)) {
                Client.Answered answered = client.asFastAsItCan(each);
                answers += answered.answers();
                hits += answered.hits();
            }
        }
    }

    private long redisMemory() throws IOException {
        try (RedisConnection connection = RedisConnection.open(rivals.redis().url(), PATIENCE)) {
            Reply reply = connection.ask("INFO", "memory");
            return reply instanceof Reply.Data data
                    ? data.text()
                            .lines()
                            .filter(line -> line.startsWith("used_memory:"))
                            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                            .sum()
                    : 0;
        }
    }
}
