package dev.cacheplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    private static final Reply OK = new Reply.Status("OK");
    private static final Reply PONG = new Reply.Status("PONG");

    @TempDir
    private Path directory;

    @Test
    void answersAsSoonAsItIsStarted() throws Exception {
        try (var redis = RedisServer.start();
                var client = connect(redis)) {
            assertThat(redis.uri()).hasToString("redis://127.0.0.1:" + redis.port());
            assertThat(client.ask("PING")).isEqualTo(PONG);
        }
    }

    @Test
    void twoAtOnceKnowNothingOfEachOther() throws Exception {
        try (var one = RedisServer.start();
                var other = RedisServer.start();
                var clientOfOne = connect(one);
                var clientOfOther = connect(other)) {
            assertThat(clientOfOne.ask("SET", "key", "value")).isEqualTo(OK);

            assertThat(clientOfOther.ask("EXISTS", "key")).isEqualTo(new Reply.Count(0));
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
            try (var client = connect(redis)) {
                assertThat(client.ask("PING")).isEqualTo(PONG);
            }
        }
    }

    @Test
    void saysNothingWhilePausedAndAnswersWhenResumed() throws Exception {
        try (var redis = RedisServer.start();
                var client = RedisConnection.open(redis.url(), Duration.ofMillis(200))) {
            redis.pause();
            assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(SocketTimeoutException.class);

            redis.resume();

            await().ignoreExceptions().until(() -> client.read().equals(PONG));
        }
    }

    @Test
    void aPasswordOfAnyKindIsAskedFor() throws Exception {
        String password = "a \"b\" \\c@/:%ü+";
        try (var redis = RedisServer.builder().password(password).start();
                var stranger = RedisConnection.open(RedisUrl.of("127.0.0.1", redis.port()), Duration.ofSeconds(20));
                var friend = connect(redis)) {
            assertThat(stranger.ask("PING")).isEqualTo(new Reply.Failure("NOAUTH Authentication required."));
            assertThat(friend.ask("PING")).isEqualTo(PONG);
            assertThat(redis.uri().getUserInfo()).isEqualTo(":" + password);
        }
    }

    @Test
    void directivesAreObeyed() throws Exception {
        try (var redis = RedisServer.builder()
                        .config("maxmemory", "64mb")
                        .config("save", "3600 1 300 100")
                        .start();
                var client = connect(redis)) {
            assertThat(setting(client, "maxmemory")).isEqualTo("67108864");
            assertThat(setting(client, "save")).isEqualTo("3600 1 300 100");
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
                var client = connect(redis)) {
            assertThat(client.ask("SET", "key", "value")).isEqualTo(OK);
        }

        try (var redis = builder.start();
                var client = connect(redis)) {
            assertThat(client.ask("GET", "key")).isEqualTo(Reply.Data.of("value"));
        }

        assertThat(directory.resolve("redis.log")).isNotEmptyFile();
    }

    @Test
    void aSentinelWatchesAnother() throws Exception {
        try (var master = RedisServer.start();
                var sentinel = RedisServer.builder()
                        .sentinel()
                        .config("sentinel monitor mymaster 127.0.0.1 " + master.port(), "1")
                        .start();
                var client = connect(sentinel)) {
            assertThat(client.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "mymaster"))
                    .isEqualTo(new Reply.Items(
                            List.of(Reply.Data.of("127.0.0.1"), Reply.Data.of(Integer.toString(master.port())))));
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Path scratch;
        try (var redis = RedisServer.start();
                var client = connect(redis)) {
            scratch = Path.of(setting(client, "dir"));
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
            try (var client = RedisConnection.open(RedisUrl.of("127.0.0.1", port), Duration.ofSeconds(20))) {
                scratch = Path.of(setting(client, "dir"));
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

    private static RedisConnection connect(RedisServer redis) throws IOException {
        return RedisConnection.open(redis.url(), Duration.ofSeconds(20));
    }

    private static String setting(RedisConnection client, String directive) throws IOException {
        List<Reply> answer = ((Reply.Items) client.ask("CONFIG", "GET", directive)).items();
        return ((Reply.Data) answer.get(1)).text();
    }
}
