package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletFactsTest {
    /** By method and name in lower case. */
    private final Map<String, String> answers = new HashMap<>();

    /** A request of a container's, or of a filter's own: no wrapper, and one that tells of nothing but {@code Host}. */
    private final HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
            ServletFactsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));

    private @Nullable Object answer(String method, Object @Nullable [] arguments) {
        String field = arguments == null ? "" : ((String) arguments[0]).toLowerCase(Locale.ROOT);
        String there = answers.get(method + " " + field);
        return switch (method) {
            case "getHeaderNames" -> Collections.enumeration(List.of("Host"));
            case "getHeader" -> there;
            case "getHeaders" -> Collections.enumeration(there == null ? List.of() : List.of(there));
            case "getServerPort", "getLocalPort" -> 80;
            case "isSecure" -> false;
            case "getServerName", "getLocalAddr" -> "127.0.0.1";
            case "getScheme" -> "http";
            case "getRequestURI" -> "/a";
            default -> throw new UnsupportedOperationException(method);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, getHeader",
        "authorization, getHeaders",
        "cookie, getHeader",
        "cookie, getHeaders",
    })
    void credentialsOfWhichNoNameTellsAreSeenBySomeMethod(String field, String method) {
        answers.put(method + " " + field, "ann");
        ServletFacts facts = new ServletFacts(request);

        assertThat(facts.has(field)).isTrue();
        assertThat(facts.has(field)).as("the second time").isTrue();
        assertThat(facts.values(field)).hasSize(method.equals("getHeaders") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"authorization, cookie", "cookie, authorization"})
    void theOneIsSeenWhereTheOtherIsNot(String there, String missing) {
        answers.put("getHeaders " + there, "ann");
        ServletFacts facts = new ServletFacts(request);

        assertThat(facts.has(missing)).isFalse();
        assertThat(facts.has("x-other")).isFalse();
        assertThat(facts.has(missing)).isFalse();
        assertThat(facts.values(missing)).isEmpty();
        assertThat(facts.has(there)).isTrue();
    }

    @Test
    void whatAFilterInFrontAddsLaterIsSeen() {
        ServletFacts facts = new ServletFacts(new HttpServletRequestWrapper(request));

        assertThat(facts.has("cookie")).isFalse();
        assertThat(facts.has("range")).isFalse();
        answers.put("getHeader cookie", "ann");
        answers.put("getHeaders range", "bytes=0-1");
        assertThat(facts.has("cookie")).isTrue();
        assertThat(facts.has("range")).isTrue();
    }
}
