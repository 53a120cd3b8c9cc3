package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever wants what another user got. */
class AttacksOnUsersTest extends Attacks {
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

    /** Whose credentials a filter in front has added, and tells by one method and not by others. */
    private static final class Known extends HttpServletRequestWrapper {
        private final String field;
        private final boolean all;

        Known(HttpServletRequest request, String field, boolean all) {
            super(request);
            this.field = field;
            this.all = all;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return !all && name.equalsIgnoreCase(field) ? "ann" : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return all && name.equalsIgnoreCase(field)
                    ? Collections.enumeration(List.of("ann"))
                    : super.getHeaders(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"Authorization, true", "Authorization, false", "Cookie, true", "Cookie, false"})
    void norWhatAUserGotWhomAFilterInFrontKnows(String field, boolean all) {
        serve(
                Served.behind(
                        (request, response, chain) -> {
                            HttpServletRequest asked = (HttpServletRequest) request;
                            boolean known = asked.getHeader("X-Ticket") != null;
                            chain.doFilter(known ? new Known(asked, field, all) : request, response);
                        },
                        (request, response) -> {
                            response.setHeader("Cache-Control", "max-age=60");
                            response.getOutputStream().print("run " + served.runs);
                        }),
                ON);

        assertThat(body(attacker.get("/a", "X-Ticket: ann"))).isEqualTo("run 1");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
        assertThat(body(attacker.get("/a", "X-Ticket: ann"))).isEqualTo("run 3");
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
}
