package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has one line become two, or uses lines that are ours. */
class AttacksByLinesTest extends Attacks {
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
                "%0D%0ASet-Cookie:%20evil=1",
                "%0ASet-Cookie:%20evil=1",
                "%0D%0A%0D%0AHTTP/1.1%20200%20OK%0D%0ASet-Cookie:%20evil=1",
                "%E5%98%8A%E5%98%8DSet-Cookie:%20evil=1",
                "%00%0ASet-Cookie:%20evil=1",
                "%0D%0A%20folded",
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
                ON.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(10)));
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
}
