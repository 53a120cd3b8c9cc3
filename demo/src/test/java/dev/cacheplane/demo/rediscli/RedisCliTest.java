package dev.cacheplane.demo.rediscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisCliTest {

    private static final RedisServer REDIS =
            RedisServer.builder().password("secret").start();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void empty() {
        assertThat(cli("", "FLUSHALL")).isZero();
        out.reset();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void oneCommandIsAnswered() {
        cli("", "SET", "cache:product-service:/products", "[{\"id\":1}]", "EX", "300");
        cli("", "KEYS", "cache:*");
        cli("", "GET", "cache:product-service:/products");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("OK\n1) \"cache:product-service:/products\"\n\"[{\\\"id\\\":1}]\"\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anErrorOfRedisIsShownAndFails() {
        assertThat(cli("", "INCR")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("(error) ERR wrong number of arguments for 'incr' command\n");
    }

    @Test
    void withoutACommandLinesOfInputAreAnswered() {
        assertThat(cli("SET key 'a b'\n\nGET \"key\nGET key\nexit\nDEL key\n")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("OK\n\"a b\"\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("127.0.0.1:" + REDIS.port() + "> ")
                .contains("a quote is not closed");
    }

    @Test
    void monitorGoesOnUntilRedisEnds() {
        try (var redis = RedisServer.start()) {
            var monitor = CompletableFuture.supplyAsync(
                    () -> run("", Map.of("REDIS_URL", redis.uri().toString()), "MONITOR"));
            await().until(() -> out.toString(StandardCharsets.UTF_8).startsWith("OK\n"));

            run("", Map.of("REDIS_URL", redis.uri().toString()), "ECHO", "hello");
            await().until(() -> out.toString(StandardCharsets.UTF_8).contains("\"ECHO\" \"hello\""));
            redis.kill();

            assertThat(monitor.join()).isEqualTo(1);
        }
    }

    @Test
    void aRedisThatIsNotThereIsNamedWithoutItsPassword() {
        int nobody = FreePort.find();

        assertThat(run("", Map.of("REDIS_URL", "redis://:secret@127.0.0.1:" + nobody), "PING"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Could not talk to Redis at redis://****@127.0.0.1:" + nobody + ": Connection refused\n");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(cli("", "-p", "x")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("-p needs a port, not x\n");
    }

    private int cli(String input, String... arguments) {
        return run(input, Map.of("REDIS_URL", REDIS.uri().toString()), arguments);
    }

    private int run(String input, Map<String, String> environment, String... arguments) {
        return RedisCli.run(
                List.of(arguments),
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
