package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import io.lettuce.core.RedisClient;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on a service behind the filter, as docs/security.md lists them. */
class AttacksTest {
    private static final PolicySettings ON = Served.ON;
    private static final PolicySettings SHARED =
            ON.with(PolicyField.KEY, new KeyRecipe(Query.ALL, List.of(), List.of(), true));

    private Served served = Served.inMemory((request, response) -> {});
    private Attacker attacker = new Attacker(served);

    @AfterEach
    void end() {
        served.close();
    }

    private void serve(PolicySettings policy, Served.Handler handler) {
        serve(Served.inMemory(handler), policy);
    }

    private void serve(Served other, PolicySettings policy) {
        served.close();
        served = other.set("/**", policy);
        attacker = new Attacker(served);
    }

    /** Says all that it was asked, and how often it has been asked. */
    private void mirror(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder said = new StringBuilder("run " + served.runs + " " + request.getMethod() + " ")
                .append(request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort())
                .append(request.getRequestURI() + "?" + request.getQueryString());
        for (String name : Collections.list(request.getHeaderNames())) {
            said.append("\n").append(name).append(": ").append(Collections.list(request.getHeaders(name)));
        }
        response.getOutputStream().print(said.toString());
    }

    // users

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    Authorization: Bearer ann            | max-age=60
                    Authorization: Basic YW5uOmFubg==    | max-age=60, immutable
                    Authorization: ann                   |
                    Authorization:                       |
                    authorization: Digest username="ann" | no-transform
                    Authorization: ann                   | private
                    Authorization: ann                   | private="x-other"
                    Authorization: ann                   | no-cache
                    Authorization: ann                   | stale-while-revalidate=60
                    Authorization: ann                   | proxy-revalidate
                    Cookie: sid=ann                      | max-age=60
                    Cookie: sid=ann                      | proxy-revalidate
                    Cookie: sid=ann; sid=bob             |
                    Cookie:                              |
                    Cookie: $Version=1; sid="ann"        |
                    Cookie: ann                          |
                    Cookie: =ann                         |
                    Cookie: sid=ann,x=2                  | immutable
                    COOKIE: s[id]=ann                    |
                    """)
    void nobodyGetsWhatAnotherUserGot(String credential, @Nullable String directives) {
        serve(ON, (request, response) -> {
            if (directives != null) {
                response.setHeader("Cache-Control", directives);
            }
            response.getOutputStream().print("run " + served.runs);
        });

        assertThat(body(attacker.get("/a", credential))).isEqualTo("run 1");
        assertThat(body(attacker.get("/a", credential))).as("the same again").isEqualTo("run 2");
        assertThat(body(attacker.get("/a", "Authorization: mallory"))).isEqualTo("run 3");
        assertThat(body(attacker.get("/a", "Cookie: sid=mallory"))).isEqualTo("run 4");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Authorization: ann | public
                    Authorization: ann | s-maxage=60
                    Authorization: ann | must-revalidate
                    Cookie: sid=ann    | public
                    Cookie: sid=ann    | s-maxage=60
                    """)
    void onlyTheResponseItselfMayGiveItAway(String credential, String directives) {
        serve(ON, (request, response) -> {
            response.setHeader("Cache-Control", directives);
            response.getOutputStream().print("run " + served.runs);
        });

        attacker.get("/a", credential);

        assertThat(body(attacker.get("/a", credential))).isEqualTo("run 1");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                                            | 0
                    max-age=60              | 0
                    must-revalidate         | 0
                    no-cache                | 0
                    private                 | 0
                    private="x-other"       | 0
                    private="Set-Cookie"    | 1
                    no-cache="set-cookie"   | 1
                    """)
    void nobodyIsGivenAnothersCookie(@Nullable String directives, int reused) {
        serve(ON, (request, response) -> {
            if (directives != null) {
                response.setHeader("Cache-Control", directives);
            }
            response.addHeader("Set-Cookie", "sid=" + served.runs + "; Path=/; Secure; HttpOnly; SameSite=Lax");
            response.getOutputStream().print("run " + served.runs);
        });
        attacker.get("/a");

        RawAnswer second = attacker.get("/a");

        assertThat(body(second)).isEqualTo(reused == 1 ? "run 1" : "run 2");
        assertThat(second.raw()).doesNotContain("sid=1");
    }

    @Test
    void whoHasCredentialsIsNotToldThatHisOwnPageIsThePublicOne() {
        serve(ON, (request, response) -> {
            response.setDateHeader("Last-Modified", 1_700_000_000_000L);
            if (request.getHeader("If-Modified-Since") != null) {
                response.setStatus(304); // not changed since: whosever it is
            } else {
                response.getOutputStream().print("page of " + request.getHeader("Cookie"));
            }
        });
        assertThat(body(attacker.get("/a"))).isEqualTo("page of null");

        assertThat(body(attacker.get("/a", "Cookie: sid=ann"))).isEqualTo("page of sid=ann");
        assertThat(body(attacker.get("/a"))).isEqualTo("page of null");
        assertThat(served.runs).as("the public one is there still").hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: a=b",
                "Authorization: x",
                "Cache-Control: no-store",
                "Range: bytes=0-0",
                "If-None-Match: \"x\"",
                "X-Forwarded-Host: evil"
            })
    void nobodyTakesOutWhatIsForAllByAskingOddly(String line) {
        serve(ON, (request, response) -> {
            boolean odd = request.getHeader(line.substring(0, line.indexOf(':'))) != null;
            response.setHeader("ETag", odd ? "\"odd\"" : "\"1\"");
            response.setContentLength(odd ? 7 : 3);
            if (request.getHeader("If-None-Match") != null) {
                response.setStatus(304);
            } else {
                response.getOutputStream().print(odd ? "strange" : "all");
            }
        });
        attacker.get("/a");

        attacker.get("/a", line);
        attacker.sends("HEAD /a HTTP/1.1", "Host: localhost", line);

        assertThat(status(attacker.get("/a"))).startsWith("shop; hit");
        assertThat(body(attacker.get("/a"))).isEqualTo("all");
    }

    @Test
    void nobodyTakesOutWhatIsStaleByWantingNothingStored() {
        serve(ON.with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(60)), (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            if (served.runs.get() > 3) {
                response.setStatus(503);
            } else if (request.getHeader("If-None-Match") != null) {
                response.setStatus(304);
            } else {
                response.getOutputStream().print("all");
            }
        });
        attacker.get("/a");
        served.pass(Duration.ofSeconds(61));

        assertThat(body(attacker.get("/a", "Cache-Control: no-store"))).isEqualTo("all");
        attacker.sends("HEAD /a HTTP/1.1", "Host: localhost", "Cache-Control: no-store");
        served.runs.set(3);

        assertThat(body(attacker.get("/a"))).isEqualTo("all");
    }

    @Test
    void aCrowdWithCredentialsNeitherWaitsNorKeepsOthersWaiting() {
        CountDownLatch all = new CountDownLatch(6);
        serve(ON, (request, response) -> {
            if (request.getHeader("Cookie") != null) {
                response.flushBuffer();
                all.countDown();
                await(all); // until all are in here together
            }
            response.getOutputStream().print("page of " + request.getHeader("Cookie"));
        });
        List<CompletableFuture<String>> crowd = IntStream.range(0, 5)
                .mapToObj(
                        i -> served.sendAsync("GET", "/a", "Cookie", "sid=" + i).thenApply(answer -> answer.body()))
                .toList();

        assertThat(served.get("/a").body()).isEqualTo("page of null");
        all.countDown();

        assertThat(IntStream.range(0, 5))
                .allSatisfy(i -> assertThat(crowd.get(i).join()).isEqualTo("page of sid=" + i));
        assertThat(served.get("/a").body()).isEqualTo("page of null");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAnotherUserHasIsNotGivenAwayByConditions() {
        serve(
                ON.with(PolicyField.KEY, new KeyRecipe(Query.ALL, List.of("authorization"), List.of("sid"), false)),
                (request, response) -> {
                    if (!"ann".equals(request.getHeader("Authorization"))) {
                        response.setStatus(403);
                        return;
                    }
                    response.setHeader("ETag", "\"of-ann\"");
                    response.getOutputStream().print("secret");
                });
        assertThat(body(attacker.get("/a", "Authorization: ann"))).isEqualTo("secret");
        assertThat(status(attacker.get("/a", "Authorization: ann"))).contains("; hit;");

        for (String probe : List.of(
                "If-None-Match: *",
                "If-None-Match: \"of-ann\"",
                "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
                "Range: bytes=0-0",
                "If-Match: \"of-ann\"")) {
            assertThat(attacker.get("/a", "Authorization: bob", probe).status())
                    .as(probe)
                    .isEqualTo(403);
            assertThat(attacker.get("/a", probe).status()).as(probe).isEqualTo(403);
        }
        assertThat(attacker.get("/a", "Authorization: bob", "Cache-Control: only-if-cached")
                        .status())
                .isEqualTo(504);
    }

    // what the key does not have

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: evil.example:80",
                "Host: 127.0.0.1.evil.example",
                "Host: localhost:666",
                "Host: 127.0.0.1:666",
            })
    void aHostOfTheAttackersIsNotStoredForOthers(String host) {
        serve(ON, this::mirror);
        String evil = host.substring("Host: ".length());

        assertThat(attacker.sends("GET /a HTTP/1.1", host).raw()).contains(evil);

        assertThat(attacker.get("/a").raw()).doesNotContain(evil);
        assertThat(attacker.sends("GET /a HTTP/1.1", "Host: shop.example").raw())
                .doesNotContain(evil);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:80@evil",
                "localhost:@evil",
                "127.0.0.1:1/evil",
                "[::1]:2evil",
                "localhost:evil",
                "evil@localhost",
                "evil\\\\localhost"
            })
    void aHostThatIsNoneIsNotStoredForOthers(String host) {
        serve(ON, this::mirror);

        attacker.sends("GET /a HTTP/1.1", "Host: " + host);

        assertThat(attacker.get("/a").raw()).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example/a HTTP/1.0|",
                "GET http://evil.example/a HTTP/1.1|Host: evil.example",
                "GET http://evil.example/a HTTP/1.1|Host: localhost",
                "GET http://evil.example/a HTTP/1.1|Host:",
                "GET https://evil.example/a HTTP/1.0|",
                "GET //evil.example/a HTTP/1.0|",
                "GET http://localhost:666/a?evil.example HTTP/1.0|",
                "GET http://user@evil.example/a HTTP/1.0|",
            })
    void aTargetWithAnAddressIsNotStoredForOthers(String request) {
        serve(ON.with(PolicyField.KEY, new KeyRecipe(Query.NONE, List.of(), List.of(), false)), (asked, response) -> {
            response.getOutputStream()
                    .print(asked.getScheme() + "://" + asked.getServerName() + ":" + asked.getServerPort() + "/a");
        });
        String[] parts = request.split("\\|", -1);

        attacker.sends(parts[0], parts[1]);

        assertThat(attacker.get("/a").raw())
                .doesNotContain("evil")
                .doesNotContain("https")
                .doesNotContain("666");
        assertThat(attacker.sends("GET /a HTTP/1.0", "").raw())
                .doesNotContain("evil")
                .doesNotContain("https")
                .doesNotContain("666");
    }

    @Test
    void anotherSchemeIsNotStoredForOthers() {
        serve(ON, this::mirror);

        attacker.sends("GET https://localhost/a HTTP/1.1", "Host: localhost");

        assertThat(body(attacker.get("/a"))).contains("http://localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil",
                "x-forwarded-host: evil",
                "X-Forwarded-Proto: evil",
                "X-Forwarded-Scheme: evil",
                "X-Forwarded-Port: evil",
                "X-Forwarded-Prefix: /evil",
                "X-Forwarded-Server: evil",
                "X-Forwarded-Ssl: evil",
                "X-Forwarded-Path: evil",
                "X-Forwarded: host=evil",
                "Forwarded: host=evil",
                "Forwarded: for=1.2.3.4;host=evil;proto=http",
                "Forwarded: for=host=evil",
                "Forwarded: for=\"x;host=evil\"",
                "Forwarded: by=proto=evil, for=1.2.3.4",
                "Forwarded: for=1.2.3.4, for=host=\"evil\"",
                "X-Host: evil",
                "X-HTTP-Host-Override: evil",
                "X-Original-Host: evil",
                "X-Original-URL: /evil",
                "X-Rewrite-URL: /evil",
                "X-Original-URI: /evil",
                "X-HTTP-Method-Override: evil",
                "X-HTTP-Method: evil",
                "X-Method-Override: evil",
                "X-Url-Scheme: evil",
                "X-Scheme: evil",
                "X-Proxied-Https: evil",
                "Front-End-Https: evil",
                "X-Envoy-Original-Path: /evil",
            })
    void whatProxiesSayOfTheAddressIsNotStoredForOthers(String line) {
        serve(ON, this::mirror);

        assertThat(body(attacker.get("/a", line))).contains("evil");

        assertThat(body(attacker.get("/a"))).doesNotContain("evil");
        assertThat(body(attacker.get("/a", "X-Forwarded-Host: shop.example"))).doesNotContain("evil");
        assertThat(body(attacker.get("/a", "Forwarded: for=5.6.7.8"))).doesNotContain("evil");
    }

    @Test
    void neitherIsWhatAFilterInFrontHasTakenFromThere() {
        Filter front = new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                String told = ((HttpServletRequest) request).getHeader("X-Forwarded-Host");
                chain.doFilter(told == null ? request : new Readdressed((HttpServletRequest) request, told), response);
            }
        };
        serve(Served.behind(front, this::mirror), ON);

        assertThat(body(attacker.get("/a", "X-Forwarded-Host: evil"))).contains("evil");

        assertThat(body(attacker.get("/a"))).doesNotContain("evil");
        assertThat(body(attacker.get("/a", "X-Forwarded-Host: shop.example"))).contains("shop.example");
    }

    /** As Spring's filter for such fields has it: the address is what they say, and they are gone. */
    private static final class Readdressed extends HttpServletRequestWrapper {
        private final String host;

        Readdressed(HttpServletRequest request, String host) {
            super(request);
            this.host = host;
        }

        @Override
        public String getServerName() {
            return host;
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !name.equalsIgnoreCase("X-Forwarded-Host"))
                    .toList());
        }
    }

    @Test
    void aFieldThatNobodyNamesIsNotSeenAndAKeyRecipeHelps() {
        Served.Handler careless =
                (request, response) -> response.getOutputStream().print("for " + request.getHeader("X-Tenant"));
        serve(ON, careless);
        attacker.get("/a", "X-Tenant: evil");
        assertThat(body(attacker.get("/a"))).as("this is how it is").isEqualTo("for evil");

        serve(ON.with(PolicyField.KEY, new KeyRecipe(Query.ALL, List.of("x-tenant"), List.of(), false)), careless);
        attacker.get("/a", "X-Tenant: evil");
        assertThat(body(attacker.get("/a"))).isEqualTo("for null");
        assertThat(body(attacker.get("/a", "X-Tenant: evil", "X-Tenant: me"))).isEqualTo("for evil");
        assertThat(body(attacker.get("/a", "X-Tenant: evil, X-Tenant: me"))).isEqualTo("for evil, X-Tenant: me");
    }

    // lines that would be several

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 11, 12, 13, 27, 127, 0x10a, 0x10d, 0x20ac, 0x560d, 0xd83d})
    void noFieldIsStoredThatCouldBecomeTwo(int character) {
        serve(ON, (request, response) -> {
            response.addHeader("X-Echo", "a" + (char) character + "Set-Cookie: evil=1");
            response.addHeader("X-End", "end");
            response.getOutputStream().print("run " + served.runs);
        });

        RawAnswer first = attacker.get("/a");
        RawAnswer second = attacker.get("/a");

        assertThat(body(second)).isEqualTo("run 2");
        assertThat(first.head()).noneMatch(line -> line.startsWith("Set-Cookie"));
        assertThat(second.head()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A\r\nEvil", "X A", "X-A:", "", "X\u010aEvil"})
    void noFieldIsStoredWhoseNameIsNone(String name) {
        serve(ON, (request, response) -> {
            response.addHeader(name, "evil");
            response.getOutputStream().print("run " + served.runs);
        });
        attacker.get("/a");

        assertThat(attacker.get("/a").head()).noneMatch(line -> line.startsWith("Evil"));
        assertThat(body(attacker.get("/a"))).isNotEqualTo("run 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%0d%0aSet-Cookie:%20evil=1",
                "%0aSet-Cookie:%20evil=1",
                "%0d%0a%0d%0aHTTP/1.1%20200%20OK%0d%0aSet-Cookie:%20evil=1",
                "%e5%98%8a%e5%98%8dSet-Cookie:%20evil=1",
                "%00%0aSet-Cookie: evil=1",
                "%0d%0a%20folded",
            })
    void noRedirectBecomesTwoResponses(String value) {
        serve(ON, (request, response) -> {
            response.setStatus(301);
            response.setHeader("Location", "/b?" + request.getParameter("to"));
        });

        for (int i = 0; i < 2; i++) {
            RawAnswer answer = attacker.get("/a?to=" + value);
            assertThat(answer.head()).noneMatch(line -> line.startsWith("Set-Cookie") || line.startsWith(" "));
            assertThat(answer.raw().split("HTTP/1.1 ", -1).length).isLessThanOrEqualTo(value.contains("HTTP") ? 3 : 2);
            assertThat(status(answer)).doesNotContain("stored").doesNotContain("hit");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: 1\r\n X-Forwarded-Host: evil",
                "X-A: 1\r\n\tX-Forwarded-Host: evil",
                "X-Forwarded-Host : evil",
                "X-A: 1\nX-Forwarded-Host: evil",
                "X-A: 1\rX-Forwarded-Host: evil",
                "X-A: \0evil",
                "X-Forwarded-Host: \0evil",
                ": evil"
            })
    void noRequestSmugglesAFieldPastTheFilter(String lines) {
        serve(ON, this::mirror);

        attacker.get("/a", lines);

        assertThat(body(attacker.get("/a"))).doesNotContainIgnoringCase("evil");
    }

    @Test
    void aFieldThatAFilterInFrontMadeUpIsNotSentAgainAsTwo() {
        Filter front = (request, response, chain) -> {
            HttpServletRequest asked = (HttpServletRequest) request;
            boolean made = asked.getHeader("X-User") != null;
            chain.doFilter(made ? new Renamed(asked, "ann\r\nX-Admin: evil") : request, response);
        };
        serve(
                Served.behind(
                        front,
                        (request, response) -> response.getOutputStream()
                                .print("admin " + request.getHeader("X-Admin") + served.runs)),
                ON.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(600)));
        attacker.get("/a", "X-User: x");
        served.pass(Duration.ofSeconds(61));
        attacker.get("/a", "X-User: x");

        Awaitility.await().until(() -> served.runs.get() == 2);
        Awaitility.await()
                .untilAsserted(() -> assertThat(body(attacker.get("/a"))).isEqualTo("admin null2"));
    }

    /** Whose user was decoded by a filter. */
    private static final class Renamed extends HttpServletRequestWrapper {
        private final String user;

        Renamed(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase("X-User") ? Collections.enumeration(List.of(user)) : super.getHeaders(name);
        }
    }

    // keys

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    /a?x=1&x=2 /a?x=2&x=1
                    /a?x=1;x=2 /a?x=1
                    /a?x=1;x=2 /a?x=1&x=2
                    /a?x=1%26y=2 /a?x=1&y=2
                    /a?x=1%3By=2 /a?x=1
                    /a?x=a+b /a?x=a%20b
                    /a?x=a%2Bb /a?x=a+b
                    /a?x /a?x=
                    /a?x=%E4 /a?x=%C3%A4
                    /a?x=1%00 /a?x=1
                    /a?x=1%23y /a?x=1
                    /a?X=1 /a?x=1
                    /a?x=1? /a?x=1
                    /a?%78=1 /a?%58=1
                    /a?x[]=1 /a?x=1
                    /a%3Fx=1 /a?x=1
                    /a%23x /a
                    /A /a
                    /a/ /a
                    /%61 /a
                    /%61/ /a/
                    /a. /a
                    /a.. /a
                    /a%20 /a
                    /a+b /a%20b
                    /a%2Bb /a%20b
                    /a%252fb /a/b
                    /a%2fb /a/b
                    /a%5Cb /a/b
                    /b/../a /a
                    /b/%2e%2e/a /a
                    /./a /a
                    /%2e/a /a
                    //a /a
                    /a// /a
                    /a;x=1 /a
                    /a;x=1 /a;x=2
                    /a%3Bx=1 /a
                    /a;/ /a
                    /b/..;/a /a
                    /a%00 /a
                    /a%0a /a
                    /a%0d%0a /a
                    /a%7f /a
                    /a%c0%ae /a.
                    /a%e2%80%ae /a
                    /a* /a
                    /a%2A /a*
                    /a~ /a
                    /a:80 /a
                    /a#x /a
                    /a\\b /a/b
                    /a|b /a
                    """)
    void noRequestGetsTheAnswerToAnother(String one, String other) {
        serve(
                ON,
                (request, response) ->
                        response.getOutputStream().print(request.getRequestURI() + "?" + request.getQueryString()));

        for (String target : List.of(one, other, one, other)) {
            RawAnswer answer = attacker.get(target);
            assertThat(answer.status() >= 400 || body(answer).equals(as(target)))
                    .as("%s is answered with %s", target, body(answer))
                    .isTrue();
        }
    }

    private static String as(String target) {
        return target.contains("?") ? target : target + "?null";
    }

    @ParameterizedTest
    @CsvSource({"/a/, /a", "/a, /a/", "/%61, /a", "/a?b=2&a=1, /a?a=1&b=2", "/a?, /a", "/a?utm=evil, /a", "/a?&, /a"})
    void noRedirectToTheSameKeyIsStoredAndRunsInCircles(String from, String to) {
        PolicySettings plain =
                ON.with(PolicyField.KEY, new KeyRecipe(Query.named(List.of("a", "b")), List.of(), List.of(), false));
        serve(plain, (request, response) -> {
            if (as(from).equals(request.getRequestURI() + "?" + request.getQueryString())) {
                response.setStatus(301);
                response.setHeader("Location", to);
            } else {
                response.getOutputStream().print("here");
            }
        });

        for (int i = 0; i < 2; i++) {
            RawAnswer answer = attacker.get(from);
            assertThat(answer.status() == 301 || body(answer).equals("here")).isTrue();
            assertThat(body(attacker.get(to))).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/", "/%61", "/a?utm=%3Cscript%3E", "/a?utm=" + "1"})
    void noErrorIsStoredForThoseWhoAskedRightly(String odd) {
        PolicySettings plain = ON.with(PolicyField.KEY, new KeyRecipe(Query.NONE, List.of(), List.of(), false))
                .with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(60));
        serve(plain, (request, response) -> {
            if (as(odd).equals(request.getRequestURI() + "?" + request.getQueryString())) {
                response.setStatus(404);
            } else {
                response.getOutputStream().print("here");
            }
        });

        assertThat(attacker.get(odd).status()).isEqualTo(404);

        assertThat(body(attacker.get("/a"))).isEqualTo("here");
    }

    @Test
    void keysOfAnyLengthAreApart() {
        serve(ON, (request, response) -> response.getOutputStream().print(request.getQueryString()));
        String much = "x=" + "1".repeat(3000);

        for (String query : List.of(much + "a", much + "b", "%23v1", "%23" + "a".repeat(64))) {
            assertThat(body(attacker.get("/a?" + query))).isEqualTo(query);
            assertThat(body(attacker.get("/a?" + query))).isEqualTo(query);
        }
        assertThat(status(attacker.get("/" + "b".repeat(1100)))).contains("detail=path");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 406, 415, 422, 429, 431})
    void whoIsRefusedDoesNotKeepOthersResponsesFromBeingStored(int status) {
        serve(ON, (request, response) -> {
            response.setStatus(request.getHeader("X-Odd") == null ? 200 : status);
            response.getOutputStream().print("run " + served.runs);
        });

        attacker.get("/a", "X-Odd: evil");

        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
    }

    // deception

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/x.css",
                "/account;x.css",
                "/account%0ax.css",
                "/account%3bx.css",
                "/account%23x.css",
                "/account%3fx.css",
                "/account%2fx.css",
                "/account%00x.css",
                "/account.css",
                "/account/.css",
                "/static/../account",
                "/static/%2e%2e/account",
                "/static/..%2faccount",
                "/static/..;/account",
                "/static%5c..%5caccount",
                "/static//../account",
                "/static/x%0d%0a/../../account",
                "/account/%2e%2e/static/x.css",
                "/account/..%2fstatic/x.css",
                "/account;/../static/x.css",
            })
    void aPathThatLooksStaticMakesNothingOfAUserPublic(String target) {
        serve(ON, (request, response) -> response.getOutputStream().print("secret of " + request.getHeader("Cookie")));
        served.set("/static/**", SHARED).set("/account", PolicySettings.EMPTY);

        attacker.get(target, "Cookie: sid=ann");

        assertThat(body(attacker.get(target))).doesNotContain("ann");
        assertThat(body(attacker.get(target, "Cookie: sid=mallory"))).doesNotContain("ann");
    }

    // as much as anybody likes

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

    // fields of our own

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cacheplane-Refresh: 00000000000000000000000000000000",
                "Cacheplane-Refresh:",
                "Cacheplane-Bypass:",
                "Cacheplane-Bypass: let-me-see-it-no",
                "Cacheplane-Bypass: let-me-see-it-now-",
                "Cacheplane-Bypass: LET-ME-SEE-IT-NOW",
                "Cacheplane-Bypass: null",
                "Cacheplane-Cache-Control: max-age=0",
                "CDN-Cache-Control: no-store",
                "Cache-Tags: evil",
                "Cache-Status: shop; hit",
                "Cache-Control: no-cache",
                "Cache-Control: max-age=0, must-revalidate",
                "Pragma: no-cache",
                "Surrogate-Control: no-store",
                "Age: 99999",
                "Expires: 0",
                "Date: Thu, 01 Jan 1970 00:00:00 GMT",
                "Connection: Host, Cookie, Cacheplane-Bypass",
                "Expect: 100-continue",
                "TE: trailers",
            })
    void noClientGoesPastTheCacheByAFieldOfItsOwn(String line) {
        serve(ON, this::mirror);
        attacker.get("/a");

        RawAnswer answer = attacker.get("/a", line);

        assertThat(body(answer)).startsWith("run 1");
        assertThat(status(answer)).startsWith("shop; hit");
    }

    @Test
    void aForgedFieldDoesNotReachTheHandler() {
        serve(ON, this::mirror);

        assertThat(body(attacker.get("/a", "Cacheplane-Refresh: evil", "Cacheplane-Bypass: evil")))
                .doesNotContain("evil");
    }

    @Test
    void aBypassTokenDoesNotReachTheHandler() {
        serve(ON, this::mirror);

        RawAnswer answer = attacker.get("/a", "Cacheplane-Bypass: " + Served.BYPASS_TOKEN);

        assertThat(status(answer)).contains("operator");
        assertThat(body(answer)).doesNotContain(Served.BYPASS_TOKEN);
    }

    // methods, bodies, parts

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

    // taking out

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/b",
                "//evil.example/b",
                "https://localhost/b",
                "http://localhost:1/b",
                "ftp://localhost/b",
                "http:///b",
                "javascript:/b",
                "\\\\evil\\b",
                "/b /b",
            })
    void noResponseTakesOutWhatIsOfAnotherHost(String location) {
        serve(ON, (request, response) -> {
            response.setHeader("Location", location);
            response.setHeader("Content-Location", location);
            response.getOutputStream().print("run " + served.runs);
        });
        attacker.get("/b");

        attacker.sends("POST /a HTTP/1.1", "Host: localhost", "Content-Length: 0");
        attacker.sends("GET /a HTTP/1.1", "Host: localhost");

        assertThat(body(attacker.get("/b"))).isEqualTo("run 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 429, 500, 501, 503})
    void whoIsRefusedTakesNothingOut(int status) {
        serve(ON, (request, response) -> {
            if (!request.getMethod().equals("GET")) {
                response.setStatus(status);
                response.setHeader("Location", "/a");
            }
            response.getOutputStream().print("run " + served.runs);
        });
        attacker.get("/a");

        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "PURGE", "FROB")) {
            attacker.sends(method + " /a HTTP/1.1", "Host: localhost", "Content-Length: 0");
        }

        assertThat(body(attacker.get("/a"))).isEqualTo("run 1");
    }

    @Test
    void noClientSeesTagsOrGivesAnyOfItsOwn() {
        serve(ON, (request, response) -> {
            response.setHeader("Cache-Tags", "secret-project");
            response.getOutputStream().print("run " + served.runs);
        });

        for (String target : List.of("/a", "/a", "/a;x", "/a?%zz", "/a//b")) {
            assertThat(attacker.get(target).raw()).as(target).doesNotContain("secret");
        }
        assertThat(attacker.get("/a", "Content-Length: 0").raw()).doesNotContain("secret");
        assertThat(attacker.sends("PUT /a HTTP/1.1", "Host: localhost", "Content-Length: 0")
                        .raw())
                .doesNotContain("secret");
    }

    @Test
    void aChangeIsHeardOfHoweverItsHandlerEnds() {
        serve(ON, (request, response) -> {
            if (!request.getMethod().equals("GET") && request.getDispatcherType() == DispatcherType.REQUEST) {
                AsyncContext context = request.startAsync();
                context.start(context::dispatch);
            } else {
                response.getOutputStream().print("run " + served.runs);
            }
        });
        attacker.get("/a");

        attacker.sends("PUT /a HTTP/1.1", "Host: localhost", "Content-Length: 0");

        assertThat(body(attacker.get("/a"))).isEqualTo("run 3");
    }

    // filters in front

    @ParameterizedTest
    @ValueSource(
            strings = {"Cache-Control: no-store", "Cache-Control: private", "Vary: *", "CDN-Cache-Control: no-store"})
    void whatAFilterInFrontForbidsIsNotStored(String line) {
        String[] field = line.split(": ");
        Filter front = new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                ((HttpServletResponse) response).setHeader(field[0], field[1]);
                chain.doFilter(request, response);
            }
        };
        serve(
                Served.behind(front, (request, response) -> {
                    response.setHeader(field[0], field[1]); // and the handler says it too
                    response.getOutputStream().print("run " + served.runs);
                }),
                ON);

        attacker.get("/a");

        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
    }
}
