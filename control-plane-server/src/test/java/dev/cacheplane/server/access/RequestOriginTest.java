package dev.cacheplane.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOriginTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // origin,                  Sec-Fetch-Site, host,            foreign
                "-,                         -,              localhost:8000,  false",
                "-,                         none,           localhost:8000,  false",
                "http://localhost:8000,     same-origin,    localhost:8000,  false",
                "http://LocalHost:8000,     -,              localhost:8000,  false",
                "https://cache.example.org, -,              cache.example.org, false",
                "http://[::1]:8000,         same-origin,    [::1]:8000,      false",
                "http://localhost:3000,     same-site,      localhost:8000,  true",
                "http://localhost:3000,     -,              localhost:8000,  true",
                "http://127.0.0.1:8000,     -,              localhost:8000,  true",
                "http://localhost,          -,              localhost:8000,  true",
                "https://evil.example,      cross-site,     localhost:8000,  true",
                "https://evil.example,      -,              localhost:8000,  true",
                "https://evil.example,      same-origin,    localhost:8000,  true",
                "-,                         cross-site,     localhost:8000,  true",
                "-,                         same-site,      localhost:8000,  true",
                "-,                         anything,       localhost:8000,  true",
                "null,                      -,              localhost:8000,  true",
                "localhost:8000,            -,              localhost:8000,  true",
                "file://,                   -,              localhost:8000,  true",
                "http://x@localhost:8000,   -,              localhost:8000,  true",
                "'http://a b',              -,              localhost:8000,  true",
                "http://localhost:8000,     -,              -,               true",
            })
    void aPageOfAnotherOriginIsToldApart(
            @Nullable String origin, @Nullable String fetchSite, @Nullable String host, boolean foreign) {
        assertThat(new RequestOrigin(origin, fetchSite, host).isForeign()).isEqualTo(foreign);
    }
}
