package dev.cacheplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://localhost, false, localhost, 6379, -, -, 0",
                "redis://localhost:6380/, false, localhost, 6380, -, -, 0",
                "rediss://cache.example:6390/3, true, cache.example, 6390, -, -, 3",
                "redis://:secret@localhost, false, localhost, 6379, -, secret, 0",
                "redis://secret@localhost, false, localhost, 6379, -, secret, 0",
                "redis://ops:a%40b+c%25@localhost, false, localhost, 6379, ops, a@b+c%, 0",
                "redis://[::1]:6379, false, [::1], 6379, -, -, 0",
            })
    void partsAreRead(
            String url, boolean encrypted, String host, int port, String user, String password, int database) {
        assertThat(RedisUrl.parse(url)).isEqualTo(new RedisUrl(encrypted, host, port, user, password, database));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:6379, must begin with redis:// or rediss://",
        "http://localhost, must begin with redis:// or rediss://",
        "redis://, not a URL (Expected authority)",
        "redis://:secret word@localhost, not a URL (Illegal character in authority)",
        "redis:///0, must name a host: redis://host:6379",
        "redis://localhost/zero, 'may end with the number of a database, and nothing else'",
    })
    void faultsAreNamedWithoutTheUrl(String url, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisUrl.parse(url))
                .withMessage(fault);
    }

    @Test
    void thePasswordIsInTheUriAndNotInTheText() {
        var url = new RedisUrl(true, "localhost", 6379, "ops", "a b/c", 2);

        assertThat(RedisUrl.parse(url.toUri().toString())).isEqualTo(url);
        assertThat(url).hasToString("rediss://****@localhost:6379/2");
    }
}
