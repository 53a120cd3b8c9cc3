package dev.cacheplane.sdk.http;

import static dev.cacheplane.sdk.http.Attacker.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has links to a host of his own stored for others, by what no key has. */
class AttacksByAddressTest extends Attacks {
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
}
