package dev.cacheplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RedisServer REDIS =
            RedisServer.builder().password("secret").start();

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void everyKindOfAnswerIsRead() throws Exception {
        try (var connection = RedisConnection.open(REDIS.url(), PATIENCE)) {
            assertThat(connection.ask("SET", "grüße", "line\r\nline")).isEqualTo(new Reply.Status("OK"));
            assertThat(connection.ask("GET", "grüße")).isEqualTo(Reply.Data.of("line\r\nline"));
            assertThat(connection.ask("STRLEN", "grüße")).isEqualTo(new Reply.Count(10));
            assertThat(connection.ask("GET", "missing")).isEqualTo(new Reply.Nil());
            assertThat(connection.ask("EVAL", "return {1, {}, redis.status_reply('fine')}", "0"))
                    .isEqualTo(new Reply.Items(
                            List.of(new Reply.Count(1), new Reply.Items(List.of()), new Reply.Status("fine"))));
            assertThat(connection.ask("NONSENSE"))
                    .isEqualTo(new Reply.Failure("ERR unknown command 'NONSENSE', with args beginning with: "));
        }
    }

    @Test
    void theDatabaseOfTheUrlIsSelected() throws Exception {
        var third = new RedisUrl(false, "127.0.0.1", REDIS.port(), "default", "secret", 3);
        try (var connection = RedisConnection.open(third, PATIENCE)) {
            assertThat(connection.ask("CLIENT", "INFO"))
                    .isInstanceOfSatisfying(
                            Reply.Data.class, data -> assertThat(data.text()).contains(" db=3 "));
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithoutRepeatingIt() {
        var wrong = new RedisUrl(false, "127.0.0.1", REDIS.port(), null, "guess", 0);

        assertThatThrownBy(() -> RedisConnection.open(wrong, PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("WRONGPASS")
                .hasMessageNotContaining("guess");
    }

    @Test
    void aServerThatIsNotThereIsAnError() {
        var nowhere = RedisUrl.of("127.0.0.1", FreePort.find());

        assertThatThrownBy(() -> RedisConnection.open(nowhere, PATIENCE)).isInstanceOf(ConnectException.class);
    }

    @Test
    void aConnectionThatEndsIsAnError() throws Exception {
        try (var redis = RedisServer.start();
                var connection = RedisConnection.open(redis.url(), PATIENCE)) {
            redis.kill();

            assertThatThrownBy(() -> connection.ask("PING")).isInstanceOfAny(EOFException.class, SocketException.class);
        }
    }
}
