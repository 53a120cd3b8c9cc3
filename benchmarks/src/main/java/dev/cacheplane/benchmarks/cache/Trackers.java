package dev.cacheplane.benchmarks.cache;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What it costs Redis that processes are told of changes: its processor time for a write, and the bytes that it pushes for it, with ever more of them. A process is a connection here that
 * tracks all entries of a service, as that of the SDK does.
 */
public final class Trackers implements AutoCloseable {
    private static final List<Integer> COUNTS = List.of(0, 1, 10, 50, 100, 200);
    private static final List<Integer> WRITERS = List.of(1, 50);
    private static final String PREFIX = "cache:tracked:";
    private static final String VALUE = "v".repeat(1_000);
    private static final int WRITES = 10_000;
    private static final int KEYS = 1_000;
    private static final int REPLY_BYTES = "+OK\r\n".length();
    private static final Pattern MAIN_THREAD = Pattern.compile("used_cpu_(?:sys|user)_main_thread:([0-9.]+)");
    private static final Pattern SENT = Pattern.compile("total_net_output_bytes:([0-9]+)");

    private final RedisServer redis = RedisServer.start();
    private final RedisClient client = RedisClient.create(redis.uri().toString());
    private final RedisCommands<String, String> admin;
    private final List<StatefulRedisConnection<String, String>> trackers = new ArrayList<>();
    private final List<RedisCommands<String, String>> writers = new ArrayList<>();

    private Trackers() {
        client.setOptions(
                ClientOptions.builder().protocolVersion(ProtocolVersion.RESP3).build());
        admin = client.connect().sync();
        for (int i = 0; i < WRITERS.get(WRITERS.size() - 1); i++) {
            writers.add(client.connect().sync());
        }
    }

    /** Prints a table, line by line. */
    public static void run(PrintStream out) throws Exception {
        try (Trackers trackers = new Trackers()) {
            trackers.print(out);
        }
    }

    private void print(PrintStream out) throws Exception {
        WRITERS.forEach(this::write); // warm
        out.println("| told | Redis, one writer | pushed | Redis, fifty writers | pushed |");
        out.println("|---|---|---|---|---|");
        for (int count : COUNTS) {
            trackTo(count);
            StringBuilder line = new StringBuilder("| ").append(count);
            for (int many : WRITERS) {
                line.append(measured(many));
            }
            out.println(line.append(" |"));
        }
    }

    private void trackTo(int count) {
        while (trackers.size() < count) {
            StatefulRedisConnection<String, String> tracker = client.connect();
            tracker.sync().clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes(PREFIX));
            trackers.add(tracker);
        }
    }

    private String measured(int many) {
        double cpu = sum(MAIN_THREAD, "cpu");
        double sent = sum(SENT, "stats");
        write(many);
        trackers.forEach(tracker -> tracker.sync().ping()); // what is pushed comes before the answer
        double perWrite = (sum(MAIN_THREAD, "cpu") - cpu) * 1e6 / WRITES;
        double pushed = Math.max(0, (sum(SENT, "stats") - sent) / WRITES - REPLY_BYTES);
        return " | %.1f µs | %,.0f B".formatted(perWrite, pushed);
    }

    private void write(int many) {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < many; writer++) {
                RedisCommands<String, String> connection = writers.get(writer);
                int first = writer;
                all.add(threads.submit(() -> {
                    for (int i = first; i < WRITES; i += many) {
                        connection.set(PREFIX + i % KEYS, VALUE);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException("not all was written", e);
        } finally {
            threads.shutdown();
        }
    }

    private double sum(Pattern figure, String section) {
        return figure.matcher(admin.info(section))
                .results()
                .map((MatchResult found) -> found.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    @Override
    public void close() {
        client.shutdown();
        redis.close();
    }
}
