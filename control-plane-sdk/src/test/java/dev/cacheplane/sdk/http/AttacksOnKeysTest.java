package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks for one thing so that it is stored for another. */
class AttacksOnKeysTest extends Attacks {
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
            String odd = request.getHeader("X-Odd");
            response.setStatus(odd == null ? 200 : status);
            response.setHeader("Cache-Control", odd == null ? "max-age=60" : odd);
            response.getOutputStream().print("run " + served.runs);
        });

        attacker.get("/a", "X-Odd: no-transform");
        attacker.get("/b", "X-Odd: no-store, max-age=0");

        assertThat(body(attacker.get("/a"))).isEqualTo("run 3");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 3");
        assertThat(body(attacker.get("/b"))).isEqualTo("run 4");
        assertThat(body(attacker.get("/b"))).isEqualTo("run 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 404, 405, 410, 501})
    void whoGetsAnErrorOrARedirectKeepsThemFromItForASecond(int status) {
        serve(ON, (request, response) -> {
            response.setStatus(request.getHeader("X-Odd") == null ? 200 : status);
            response.getOutputStream().print("run " + served.runs);
        });

        attacker.get("/a", "X-Odd: evil");

        served.pass(Duration.ofMillis(999));
        assertThat(body(attacker.get("/a"))).isEqualTo("run 2");
        served.pass(Duration.ofMillis(1));
        assertThat(body(attacker.get("/a"))).isEqualTo("run 3");
        assertThat(body(attacker.get("/a"))).isEqualTo("run 3");
    }
}
