package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {
    private static final KeyRecipe BY_USER =
            new KeyRecipe(Query.ALL, List.of("Authorization", "Accept-Language"), List.of("sid"), false);
    private static final SampleRequest REQUEST = SampleRequest.get("/");

    @Test
    void thereIsNoneWhereTheRecipeNamesNothing() {
        assertThat(Variant.of(REQUEST.withHeader("authorization", "x"), KeyRecipe.DEFAULT))
                .isEmpty();
        assertThat(Variant.of(SampleRequest.of("HEAD", "/"), KeyRecipe.DEFAULT)).isEmpty();
    }

    @Test
    void itIsTheSameForTheSameRequest() {
        assertThat(variant(REQUEST.withHeader("authorization", "x")))
                .isEqualTo(variant(REQUEST.withHeader("authorization", "x")));
        assertThat(Variant.of(
                        REQUEST.withCookie("sid", "1"),
                        new KeyRecipe(Query.NONE, List.of("accept-language", "authorization"), List.of("sid"), true)))
                .as("whatever the order of the recipe")
                .isEqualTo(variant(REQUEST.withCookie("sid", "1")));
    }

    @Test
    void itTellsApartAllThatTheRecipeNames() {
        List<SampleRequest> different = List.of(
                REQUEST,
                REQUEST.withHeader("authorization", ""),
                REQUEST.withHeader("authorization", "x"),
                REQUEST.withHeader("authorization", "X"),
                REQUEST.withHeader("authorization", "x", "x"),
                REQUEST.withHeader("authorization", "xx"),
                REQUEST.withHeader("authorization", "x, x"),
                REQUEST.withHeader("accept-language", "x"),
                REQUEST.withCookie("sid", "x"),
                REQUEST.withCookie("sid", ""),
                REQUEST.withCookie("sid", "x", "y"),
                REQUEST.withCookie("sid", "y", "x"),
                SampleRequest.of("POST", "/"),
                SampleRequest.of("PUT", "/"));

        assertThat(different.stream().map(VariantTest::variant)).doesNotHaveDuplicates();
    }

    @Test
    void itDoesNotShowTheSecret() {
        assertThat(variant(REQUEST.withHeader("authorization", "Bearer abcdef")))
                .doesNotContain("abcdef")
                .matches("[0-9a-f]{32}");
    }

    @Test
    void whatTheRecipeDoesNotNameDoesNotMatter() {
        assertThat(variant(REQUEST.withHeader("accept", "text/html"))).isEqualTo(variant(REQUEST));
        assertThat(variant(REQUEST.withCookie("theme", "dark"))).isEqualTo(variant(REQUEST));
    }

    private static String variant(SampleRequest request) {
        return Variant.of(request, BY_USER);
    }
}
