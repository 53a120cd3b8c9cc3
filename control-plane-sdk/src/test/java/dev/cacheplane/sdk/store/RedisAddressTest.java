package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost,                      redis://localhost:6379/0",
        "redis://localhost:6380,                 redis://localhost:6380/0",
        "redis://localhost:6380/,                redis://localhost:6380/0",
        "redis://cache_1:6379/3,                 redis://cache_1:6379/3",
        "rediss://redis.example.org:6390/15,     rediss://redis.example.org:6390/15",
        "redis://[::1]:6379,                     redis://[::1]:6379/0",
        "redis://:geheim@localhost,              redis://:****@localhost:6379/0",
        "redis://app:geheim@10.0.0.1:7000/2,     redis://app:****@10.0.0.1:7000/2"
    })
    void readsUrlsAndShowsThemWithoutThePassword(String url, String shown) {
        assertThat(RedisAddress.parse(url)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"p%40ss%3Aw%2F0rd, p@ss:w/0rd", "a+b, a+b", "raw@sign, raw@sign", "two:colons, two:colons"})
    void decodesThePassword(String written, String password) {
        assertThat(RedisAddress.parse("redis://user:" + written + "@localhost").password())
                .contains(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://:hunter2@localhost",
                "redis://",
                "redis://hunter2@localhost",
                "redis://:hunter2@",
                "redis://:hunter2@localhost:99999",
                "redis://:hunter2@localhost:0",
                "redis://:hunter2@localhost:port",
                "redis://:hunter2@localhost:6379/first",
                "redis://:hunter2@localhost:6379/-1",
                "redis://:hunter2%zz@localhost",
                "redis://:hunter2@local host",
                "redis://user:@localhost/hunter2",
                "redis://localhost?password=hunter2"
            })
    void refusesWhatIsNoAddressWithoutShowingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddress.parse(url))
                .satisfies(e -> assertThat(e).hasMessageContaining("Redis").hasMessageNotContaining("hunter2"))
                .withNoCause();
    }

    @Test
    void anEmptyPasswordIsNone() {
        assertThat(RedisAddress.of("localhost", 6379, "")).isEqualTo(RedisAddress.of("localhost", 6379, null));
        assertThat(RedisAddress.parse("redis://:@localhost").password()).isEqualTo(Optional.empty());
    }
}
