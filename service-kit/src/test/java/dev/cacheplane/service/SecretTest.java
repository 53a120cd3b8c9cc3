package dev.cacheplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final Secret SECRET = new Secret("0123456789abcdef");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer 0123456789abcdef", "bearer 0123456789abcdef", "BEARER   0123456789abcdef  "})
    void isShownAsABearerToken(String authorization) {
        assertThat(SECRET.isShownBy(authorization)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "0123456789abcdef",
                "Basic 0123456789abcdef",
                "Bearer0123456789abcdef",
                "Bearer 0123456789abcdeF",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer 0123456789abcdef 0",
                " Bearer 0123456789abcdef",
                "Bearer Bearer 0123456789abcdef",
            })
    void isNotShownByAnythingElse(String authorization) {
        assertThat(SECRET.isShownBy(authorization)).isFalse();
    }

    @Test
    void doesNotPrint() {
        assertThat(SECRET).hasToString("****");
    }
}
