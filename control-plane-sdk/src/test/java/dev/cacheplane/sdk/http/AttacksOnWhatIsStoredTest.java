package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static dev.cacheplane.sdk.http.Attacker.status;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has responses taken out that others need, or kept that should go. */
class AttacksOnWhatIsStoredTest extends Attacks {
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

    @ParameterizedTest
    @ValueSource(
            strings = {"Cache-Control: no-store", "Cache-Control: private", "Vary: *", "CDN-Cache-Control: no-store"})
    void whatAFilterInFrontForbidsIsNotStored(String line) {
        String[] field = line.split(": ", -1);
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
