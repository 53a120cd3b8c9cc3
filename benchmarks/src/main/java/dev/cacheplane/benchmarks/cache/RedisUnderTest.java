package dev.cacheplane.benchmarks.cache;

import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The one Redis that all are measured on, as the measuring processes know it. */
final class RedisUnderTest {
    /** The system property that says where it is. */
    static final String PORT = "cacheplane.benchmarks.redis.port";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RedisUnderTest() {}

    static int port() {
        return Integer.getInteger(PORT, 6379);
    }

    static void empty() {
        ask("FLUSHALL", "ASYNC");
    }

    /** What its one thread has used of a processor so far, in microseconds. */
    static double cpuMicros() {
        if (!(ask("INFO", "cpu") instanceof Reply.Data info)) {
            throw new IllegalStateException("INFO is no text");
        }
        return info.text()
                .lines()
                .filter(line -> line.matches("used_cpu_(sys|user)_main_thread:.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)) * 1e6)
                .sum();
    }

    private static Reply ask(String... words) {
        try (RedisConnection connection = RedisConnection.open(RedisUrl.of("localhost", port()), PATIENCE)) {
            return connection.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
