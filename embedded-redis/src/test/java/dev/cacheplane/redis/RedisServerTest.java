package dev.cacheplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    @TempDir
    private Path directory;

    @Test
    void answersAsSoonAsItIsStarted() throws Exception {
        try (var redis = RedisServer.start();
                var client = new Client(redis)) {
            assertThat(redis.uri()).hasToString("redis://127.0.0.1:" + redis.port());
            assertThat(client.ask("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void twoAtOnceKnowNothingOfEachOther() throws Exception {
        try (var one = RedisServer.start();
                var other = RedisServer.start();
                var clientOfOne = new Client(one);
                var clientOfOther = new Client(other)) {
            assertThat(clientOfOne.ask("SET key value")).isEqualTo("+OK");

            assertThat(clientOfOther.ask("EXISTS key")).isEqualTo(":0");
        }
    }

    @Test
    void restartsOnItsPortAfterACrash() throws Exception {
        try (var redis = RedisServer.start()) {
            long before = redis.process().pid();
            redis.kill();
            assertThat(FreePort.isFree(redis.port())).isTrue();

            redis.restart();

            assertThat(redis.process().pid()).isNotEqualTo(before);
            try (var client = new Client(redis)) {
                assertThat(client.ask("PING")).isEqualTo("+PONG");
            }
        }
    }

    @Test
    void saysNothingWhilePausedAndAnswersWhenResumed() throws Exception {
        try (var redis = RedisServer.start();
                var client = new Client(redis)) {
            assertThat(client.ask("PING")).isEqualTo("+PONG");
            redis.pause();
            client.patience(Duration.ofMillis(100));
            assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(SocketTimeoutException.class);

            client.patience(Duration.ofSeconds(20));
            redis.resume();

            assertThat(client.line()).isEqualTo("+PONG");
        }
    }

    @Test
    void aPasswordOfAnyKindIsAskedFor() throws Exception {
        String password = "a \"b\" \\c@/:%ü";
        try (var redis = RedisServer.builder().password(password).start();
                var client = new Client(redis)) {
            assertThat(client.ask("PING")).isEqualTo("-NOAUTH Authentication required.");
            assertThat(redis.uri().getUserInfo()).isEqualTo(":" + password);
        }
    }

    @Test
    void directivesAreObeyed() throws Exception {
        try (var redis = RedisServer.builder()
                        .config("maxmemory", "64mb")
                        .config("save", "3600 1 300 100")
                        .start();
                var client = new Client(redis)) {
            assertThat(client.ask("CONFIG GET maxmemory", 5)).endsWith("67108864");
            assertThat(client.ask("CONFIG GET save", 5)).endsWith("3600 1 300 100");
        }
    }

    @Test
    void aDirectiveThatRedisDoesNotKnowIsReported() {
        var builder = RedisServer.builder().config("no-such-directive", "1");

        assertThatThrownBy(builder::start)
                .isInstanceOf(RedisStartException.class)
                .hasMessageContaining("no-such-directive");
    }

    @Test
    void aTakenPortIsReported() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var builder = RedisServer.builder().port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(RedisStartException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aDataDirectoryOutlivesTheServer() throws Exception {
        var builder = RedisServer.builder()
                .dataDirectory(directory.resolve("data"))
                .log(directory.resolve("redis.log"))
                .config("appendonly", "yes");
        try (var redis = builder.start();
                var client = new Client(redis)) {
            client.ask("SET key value");
        }

        try (var redis = builder.start();
                var client = new Client(redis)) {
            assertThat(client.ask("GET key", 2)).isEqualTo("value");
        }

        assertThat(directory.resolve("redis.log")).isNotEmptyFile();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Path scratch;
        try (var redis = RedisServer.start();
                var client = new Client(redis)) {
            scratch = client.directory();
            assertThat(scratch).isDirectory();
        }

        assertThat(scratch).doesNotExist();
    }

    @Test
    void aKilledParentLeavesNeitherServerNorFiles() throws Exception {
        Path log = directory.resolve("log");
        try (var parent =
                ChildProcess.builder(Processes.java(Parent.class)).output(log).start()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.readString(log).endsWith("\n"));
            int port = Integer.parseInt(Files.readString(log).strip());
            Path scratch;
            try (var client = new Client(port)) {
                scratch = client.directory();
            }

            parent.kill();

            await().atMost(Duration.ofSeconds(20)).until(() -> FreePort.isFree(port) && Files.notExists(scratch));
        }
    }

    /** Owns a server, and never ends by itself. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) {
            var redis = RedisServer.start();
            System.out.println(redis.port());
            redis.process().onExit().join();
        }
    }

    /** A connection that speaks Redis' inline commands. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;

        Client(RedisServer redis) throws IOException {
            this(redis.port());
        }

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            patience(Duration.ofSeconds(20));
        }

        void patience(Duration patience) throws IOException {
            socket.setSoTimeout((int) patience.toMillis());
        }

        String ask(String command) throws IOException {
            return ask(command, 1);
        }

        /** The last of so many lines of answer. */
        String ask(String command, int lines) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String last = "";
            for (int i = 0; i < lines; i++) {
                last = line();
            }
            return last;
        }

        Path directory() throws IOException {
            return Path.of(ask("CONFIG GET dir", 5));
        }

        String line() throws IOException {
            var line = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next != '\n') {
                if (next < 0) {
                    throw new IOException("The server closed the connection after: " + line);
                }
                line.append((char) next);
                next = socket.getInputStream().read();
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
