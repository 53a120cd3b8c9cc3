package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPatternTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "/products, /products, true",
        "/products, /products/, true",
        "/products, /products/7, false",
        "/, /, true",
        "/, /a, false",
        "/products/{id}, /products/7, true",
        "/products/{id}, /products, false",
        "/products/{id}, /products/7/reviews, false",
        "/products/:id, /products/7, true",
        "/products/*, /products/7, true",
        "/*/reviews, /products/reviews, true",
        "/*/reviews, /reviews, false",
        "/files/**, /files, true",
        "/files/**, /files/a, true",
        "/files/**, /files/a/b/c, true",
        "/files/**, /file, false",
        "/**, /, true",
        "/**/reviews, /reviews, true",
        "/**/reviews, /a/b/reviews, true",
        "/**/reviews, /a/reviews/b, false",
        "/**/a/**, /x/a, true",
        "/**/a/**/b, /a/b, true",
        "/**/a/**/b, /a/x/a/y/b, true",
        "/**/a/**/b, /b/a, false",
        "/caf%C3%A9, /caf%c3%a9, true",
    })
    void matchesPaths(String pattern, String path, boolean matches) {
        assertThat(EndpointPattern.parse(pattern).matches(EndpointPath.parse(path)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a*",
                "/*a",
                "/{id",
                "/id}",
                "/{}",
                "/{a}{b}",
                "/x{id}",
                "/:",
                "/:a:b",
                "/***",
                "/{1d}",
                "products",
                "//",
                "/a;b",
                "/..",
                "/%2f",
                "/**/**/**",
                "/a%2Ab"
            })
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> EndpointPattern.parse(text)).isInstanceOf(InvalidPatternException.class);
    }

    @Test
    void whatIsAcceptedIsNotTooLongToBeReadAsItIsWritten() {
        String longest = EndpointPattern.parse("/" + "\u6771".repeat(113)).toString();
        assertThat(longest).hasSize(1 + 113 * 9);
        assertThat(EndpointPattern.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> EndpointPattern.parse("/" + "\u6771".repeat(114)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("1024 characters");
    }

    @Test
    void theNamesOfVariablesDoNotMatterToEquality() {
        EndpointPattern written = EndpointPattern.parse("/products/:id");
        assertThat(written).hasToString("/products/{id}");
        assertThat(EndpointPattern.parse("/products/{productId}"))
                .isEqualTo(written)
                .hasSameHashCodeAs(written);
        assertThat(EndpointPattern.parse("/products/%7Bid%7D")).isEqualTo(written);
        assertThat(EndpointPattern.parse("/products/*")).isNotEqualTo(written);
    }

    @Test
    void theMoreSpecificOneGoesFirst() {
        List<EndpointId> inOrder = Stream.of(
                        "GET /products",
                        "/products",
                        "/products/special",
                        "/products/{id}/reviews",
                        "/products/{id}",
                        "/products/*",
                        "/products/**",
                        "/{anything}/special",
                        "/{anything}",
                        "/*/special",
                        "/*/**",
                        "/**/special",
                        "/**")
                .map(EndpointPatternTest::id)
                .toList();
        // "/products" has ended where the others go on: longer literals, variables and stars stand before it
        List<EndpointId> sorted = new ArrayList<>(inOrder);
        Collections.shuffle(sorted, new Random(7));
        Collections.sort(sorted);
        assertThat(sorted)
                .extracting(EndpointId::toString)
                .containsExactly(
                        "/products/special",
                        "/products/{id}/reviews",
                        "/products/{id}",
                        "/products/*",
                        "GET /products",
                        "/products",
                        "/products/**",
                        "/{anything}/special",
                        "/{anything}",
                        "/*/special",
                        "/*/**",
                        "/**/special",
                        "/**");
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "/**/a/**, /**/b/**, true",
        "/**/a/**, /**/{x}/**, false",
        "/**/a, /**/b, false",
        "/**/a/*, /**/b/*, false",
        "/x/**/a/**, /x/**/b/**, true",
        "/x/**/a/**, /y/**/b/**, false",
        "/{a}, /{b}, false",
        "/a, /b, false",
    })
    void twoOfOneShapeThatShareAPathAreAmbiguous(String one, String other, boolean ambiguous) {
        EndpointPattern a = EndpointPattern.parse(one);
        EndpointPattern b = EndpointPattern.parse(other);
        assertThat(a.isAmbiguousWith(b)).isEqualTo(ambiguous);
        assertThat(b.isAmbiguousWith(a)).isEqualTo(ambiguous);
    }

    @Test
    void aMethodIsUpperCaseLetters() {
        EndpointPattern pattern = EndpointPattern.parse("/");
        assertThatThrownBy(() -> new EndpointId(pattern, "get")).hasMessageContaining("upper-case");
        assertThatThrownBy(() -> new EndpointId(pattern, "")).hasMessageContaining("upper-case");
    }

    static EndpointId id(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? EndpointId.of(text)
                : new EndpointId(EndpointPattern.parse(text.substring(space + 1)), text.substring(0, space));
    }
}
