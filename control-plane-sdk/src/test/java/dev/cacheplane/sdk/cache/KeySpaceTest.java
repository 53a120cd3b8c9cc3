package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.EndpointPattern;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpaceTest {
    private final KeySpace keys = new KeySpace(Instance.SERVICE, Set.of("analytics"));

    @ParameterizedTest
    @CsvSource({
        "/products,          '',        cache:product-service:/products",
        "/products/,         '',        cache:product-service:/products",
        "/%70roducts,        '',        cache:product-service:/products",
        "/,                  '',        cache:product-service:/",
        "/products,          page=2,    cache:product-service:/products?page=2",
        "/products%3Fpage=2, '',        cache:product-service:/products%3Fpage=2",
        "/products,          a%26b=1,   cache:product-service:/products?a%26b=1",
        "/a:b,               '',        cache:product-service:/a:b",
        "/x%7B1%7D,          '',        cache:product-service:/x%7B1%7D",
        "/x%23y,             '',        cache:product-service:/x%23y"
    })
    void aKeyIsThePathAndItsQuery(String path, String query, String expected) {
        assertThat(keys.key("GET", EndpointPath.parse(path), query, "").name()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "a#b", "é", "{x}", "a\"b", "a\0"})
    void aQueryThatIsNotEncodedIsRefused(String query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.key("GET", EndpointPath.parse("/products"), query, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a//b", "/a%2Fb", "/a;v=1", "/a%00", "/a%0Ab", "products"})
    void aPathThatCouldBeReadInTwoWaysIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> EndpointPath.parse(path));
    }

    @Test
    void overTheLimitADigestReplacesTheEndAndDifferentNamesStayDifferent() {
        Set<String> names = new HashSet<>();
        for (String end : List.of("a", "b", "€", "\ud800", "\ud801", "?")) {
            String name = own("analytics:" + "x".repeat(600) + end);
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(KeyLimit.BYTES);
            assertThat(name).startsWith("analytics:xxx").matches("(?s).*#[0-9a-f]{64}");
            assertThat(names.add(name)).isTrue();
        }
        assertThat(keys.key("GET", EndpointPath.parse("/p"), "q=" + "x".repeat(10_000_000), "")
                        .name())
                .hasSize(KeyLimit.BYTES);
    }

    @Test
    void nobodyCanWriteTheDigestOfAnothersName() {
        String digested = own("analytics:" + "x".repeat(600));
        assertThat(own(digested)).isNotEqualTo(digested);
    }

    @Test
    void namesThatUtf8CannotTellApartStayDifferent() {
        assertThat(Set.of(own("analytics:\ud800"), own("analytics:\udfff"), own("analytics:?")))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sales:1",
                "analytics",
                "cache:product-service:/products",
                "cache:other:/x",
                "meta:{0}:analytics:x",
                "lease:{0}:x",
                "v2:analytics:x",
                " analytics:x"
            })
    void aNameOutsideTheServicesNamespacesIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> own(name)).withMessageContaining("analytics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cache", "meta", "lease", "gen", "beat", "v", "v2", "v22", "", "A", "a:b", "a*", "{a}", "a b"})
    void aNamespaceThatMeansSomethingElseIsRefused(String namespace) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheSettings.ofDefaults().withNamespaces(Set.of(namespace)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache:product-service:*",
                "cache:product-service:/products?*",
                "v2:cache:product-service:*",
                "v*:cache:product-service:/x",
                "analytics:*",
                "v1:analytics:sales:*"
            })
    void aPatternWithinTheServicesKeysMayBeCleared(String glob) {
        assertThat(keys.matching(glob).globs()).containsExactly(glob);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "cache:*",
                "cache:product-service*",
                "cache:product-*:x",
                "cache:other:*",
                "c*:product-service:*",
                "?ache:product-service:*",
                "[c]ache:product-service:*",
                "*cache:product-service:*",
                "meta:*",
                "lease:*",
                "v*",
                "v2:cache:*",
                "*:analytics:*",
                "va:cache:product-service:*",
                ""
            })
    void aPatternThatReachesOutsideIsRefused(String glob) {
        assertThatIllegalArgumentException().isThrownBy(() -> keys.matching(glob));
    }

    @ParameterizedTest
    @CsvSource({
        "/products,      cache:product-service:/products,             true",
        "/products,      cache:product-service:/products?page=2,      true",
        "/products,      v2:cache:product-service:/products,          true",
        "/products,      cache:product-service:/products/1,           false",
        "/products,      cache:product-service:/productsold,          false",
        "/products/{id}, cache:product-service:/products/1?x=%2Fy,    true",
        "/products/{id}, cache:product-service:/products/1/reviews,   false",
        "/products/**,   cache:product-service:/products,             true",
        "/**,            cache:product-service:/products/1/reviews,   true",
        "/**,            cache:other:/products,                       false",
        "/**,            v2:x:cache:product-service:/products,        false",
        "/**,            analytics:/products,                         false"
    })
    void anEndpointHasTheKeysOfItsPaths(String pattern, String key, boolean expected) {
        assertThat(keys.contains(keys.endpoint(EndpointPattern.parse(pattern)), key))
                .isEqualTo(expected);
    }

    private String own(String name) {
        return keys.own(name, EndpointPath.parse("/analytics/sales")).name();
    }
}
