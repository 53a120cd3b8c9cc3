package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks for too much, for parts, by odd methods or with a body. */
class AttacksByMessagesTest extends Attacks {
    @Test
    void whatVariesWithoutEndIsStoredAFewTimes() {
        try (RedisServer redis = RedisServer.start();
                RedisClient client = RedisClient.create(redis.uri().toString())) {
            RedisStore store = RedisStore.connect(RedisAddress.parse(redis.uri().toString()));
            Awaitility.await().until(store::isOpen);
            serve(
                    Served.on(store, (request, response) -> {
                        response.setHeader("Vary", "User-Agent, X-Other");
                        response.getOutputStream().print(request.getHeader("User-Agent"));
                    }),
                    ON);
            for (int i = 0; i < 300; i++) {
                String host = i % 3 == 0 ? "Host: evil" + i : "Host: localhost";
                RawAnswer answer = attacker.sends("GET /a HTTP/1.1", host, "User-Agent: " + i, "X-Other: " + i);
                assertThat(body(answer)).isEqualTo("" + i);
            }
            long entries = client.connect().sync().keys("*").stream()
                    .filter(key -> key.matches("cache:shop:/a(#v\\d+)?"))
                    .count();
            assertThat(entries).isBetween(20L, 33L);
        }
    }

    @Test
    void parametersThatMeanNothingFillNothing() {
        serve(
                ON.with(PolicyField.KEY, new KeyRecipe(Query.named(List.of("page")), List.of(), List.of(), false)),
                this::mirror);

        for (int i = 0; i < 20; i++) {
            attacker.get("/a?page=1&x" + i + "=" + i + "&PAGE=" + i);
        }

        assertThat(served.runs).hasValue(1);
    }

    @Test
    void aLargeBodyOrHeaderIsPassedOnAndNotStored() {
        serve(ON.with(PolicyField.MAX_BODY_BYTES, 1000L), (request, response) -> {
            String much = "x".repeat(2000);
            if (request.getRequestURI().equals("/header")) {
                for (int i = 0; i < 9; i++) {
                    response.addHeader("X-" + i, much.repeat(4));
                }
            } else if (request.getRequestURI().equals("/length")) {
                response.setContentLength(2000);
                response.getOutputStream().print(much);
            } else {
                response.flushBuffer();
                response.getOutputStream().print(much);
            }
        });
        for (String target : List.of("/header", "/length", "/chunks")) {
            int before = served.runs.get();
            attacker.get(target);
            attacker.get(target);
            assertThat(served.runs.get() - before).as(target).isEqualTo(2);
        }
    }

    @Test
    void aRequestWithAHugeHeaderIsRefusedForItsSenderAlone() {
        serve(ON.with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(60)), this::mirror);

        assertThat(attacker.get("/a", "X-Huge: " + "x".repeat(20_000)).status()).isEqualTo(431);

        assertThat(body(attacker.get("/a"))).startsWith("run 1");
    }

    @Test
    void whoDoesNotReadKeepsNobodyFromReading() throws IOException {
        byte[] much = new byte[900_000];
        serve(ON, (request, response) -> response.getOutputStream().write(much));
        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(1024);
            lazy.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
            lazy.getOutputStream()
                    .write("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            Awaitility.await().until(() -> served.runs.get() == 1);

            assertThat(attacker.get("/a").body()).hasSize(much.length);
        }
    }

    @Test
    void whoGoesAwayBeforeTheEndKeepsNobodyFromReading() throws IOException {
        CountDownLatch hasGone = new CountDownLatch(1);
        serve(ON, (request, response) -> {
            boolean first = served.runs.get() == 1;
            response.flushBuffer();
            while (first && isOver(hasGone)) {
                response.getOutputStream().print("never the whole");
                response.flushBuffer();
            }
            response.getOutputStream().print("run " + served.runs);
        });
        CompletableFuture<HttpResponse<String>> other;
        try (Socket attacking = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            attacking
                    .getOutputStream()
                    .write("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(attacking.getInputStream().read()).isEqualTo('H');
            other = served.sendAsync("GET", "/a");
            attacking.setSoLinger(true, 0); // it is heard of at the next write
        }
        hasGone.countDown();

        assertThat(other.join().body()).isEqualTo("run 2");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Range: bytes=0-",
                "Range: bytes=9-",
                "Range: bytes=0-0,2-2",
                "Range: lines=1-2",
                "Range: bytes=5-1",
                "Range: bytes=99999999999999999999-",
                "Range: bytes=-0",
                "Range: ,,,",
                "Range: bytes=0-0\r\nRange: bytes=1-1"
            })
    void noPartOfAResponseIsStoredAsTheWhole(String range) {
        serve(ON.with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(60)), (request, response) -> {
            response.setHeader("Cache-Control", "public, max-age=60");
            if (request.getHeader("Range") == null) {
                response.getOutputStream().print("whole");
            } else if (request.getHeader("Range").equals("bytes=9-")) {
                response.setStatus(416);
            } else {
                response.setStatus(206);
                response.setHeader("Content-Range", "bytes 0-0/5");
                response.getOutputStream().print("w");
            }
        });

        attacker.get("/a", range);

        RawAnswer after = attacker.get("/a");
        assertThat(after.status()).isEqualTo(200);
        assertThat(body(after)).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-", "0-,0-,0-", "0-999,500-", "0-0,1-1,2-2,3-3", "-1,-2,-3,-999999"})
    void noListOfPartsIsMoreThanTheWhole(String ranges) {
        serve(ON, (request, response) -> response.getOutputStream().write(new byte[1000]));
        attacker.get("/a");

        assertThat(attacker.get("/a", "Range: bytes=" + ranges).body().length).isLessThan(1300);
        String many = "bytes=0-0" + ",2-2".repeat(500);
        assertThat(attacker.get("/a", "Range: " + many).body()).hasSize(1000);
        assertThat(served.runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE", "OPTIONS", "PUT", "DELETE", "PURGE", "BAN", "get", "GETX", "HEAD", "QUERY", "PRI", "CONNECT"
            })
    void noOtherMethodsAnswerIsStoredForGet(String method) {
        serve(ON, this::mirror);

        attacker.sends(method + " /a HTTP/1.1", "Host: localhost", "X-Evil: evil");

        RawAnswer answer = attacker.get("/a");
        assertThat(body(answer)).contains("GET").doesNotContain("evil");
        assertThat(status(answer)).contains("uri-miss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\n\r\nevil",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nevil",
                "Transfer-Encoding: xchunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 0\r\n\r\nevil",
                "Content-Length: 0, 4\r\n\r\nevil",
                "Content-Length: +4\r\n\r\nevil",
                "Content-Length: 04\r\n\r\nevil",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nx=evil&y",
            })
    void noBodyDecidesWhatOthersGet(String rest) {
        serve(ON, (request, response) -> {
            String said = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.getOutputStream().print("said " + said + request.getParameter("x"));
        });

        attacker.sendsRaw("GET /a HTTP/1.1\r\nHost: localhost\r\n" + rest);

        assertThat(body(attacker.get("/a"))).isEqualTo("said null");
    }

    @Test
    void aRequestFromBeforeHostsGetsWhatOthersGet() {
        serve(ON, (request, response) -> response.getOutputStream().print("run " + served.runs));

        assertThat(body(attacker.sends("GET /a HTTP/1.0", ""))).isEqualTo("run 1");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 1");
        assertThat(body(attacker.sends("GET /a HTTP/1.0", ""))).isEqualTo("run 1");
    }
}
