package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointPathTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/, /",
        "/products, /products",
        "/products/, /products",
        "/products/7, /products/7",
        "/%70roducts, /products",
        "/a%2db, /a-b",
        "/caf%c3%a9, /caf%C3%A9",
        "/café, /caf%C3%A9",
        "/a%20b, /a%20b",
        "/a b, /a%20b",
        "/a:b@c, /a:b@c",
        "/a%3Ab, /a:b",
        "/{x}, /%7Bx%7D",
        "/a%25b, /a%25b",
        "/..., /...",
    })
    void hasOneCanonicalForm(String raw, String canonical) {
        assertThat(EndpointPath.parse(raw)).hasToString(canonical);
        assertThat(EndpointPath.parse(canonical)).isEqualTo(EndpointPath.parse(raw));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', begins with",
        "products, begins with",
        "//, empty segments",
        "/a//b, empty segments",
        "/a/../b, dot segments",
        "/a/%2e%2E/b, dot segments",
        "/., dot segments",
        "/a;v=1, matrix parameters",
        "/a%3Bv=1, matrix parameters",
        "/a%2Fb, no slash",
        "/a%5cb, no slash",
        "/a%00, control characters",
        "/a%0d%0ab, control characters",
        "/a%7f, control characters",
        "/a%, two hexadecimal digits",
        "/a%1, two hexadecimal digits",
        "/a%zz, two hexadecimal digits",
        "/a%ff, UTF-8",
        "/a%c0%af, UTF-8",
    })
    void refusesWhatTwoServersCouldReadInTwoWays(String raw, String why) {
        assertThatThrownBy(() -> EndpointPath.parse(raw))
                .isInstanceOf(InvalidPathException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesOverlongPathsAndThoseOfTooManySegments() {
        assertThat(EndpointPath.parse("/a".repeat(64)).segments()).hasSize(64);
        assertThatThrownBy(() -> EndpointPath.parse("/a".repeat(65))).hasMessageContaining("at most 64 segments");
        assertThatThrownBy(() -> EndpointPath.parse("/" + "a".repeat(1024)))
                .hasMessageContaining("at most 1024 characters");
    }

    @Test
    void quotesForeignTextShortAndWithoutControlCharacters() {
        assertThatThrownBy(() -> EndpointPath.parse("x\r\n" + "y".repeat(200)))
                .message()
                .contains("x??yyy")
                .doesNotContain("\r", "\n")
                .hasSizeLessThan(120);
    }
}
