package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
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
        "redis://app:geheim@10.0.0.1:7000/2,     redis://app:****@10.0.0.1:7000/2",
        "rediss://h?cacert=/ca.pem&verifyPeer=CA, rediss://h:6379/0",
        "redis-socket:///run/redis.sock,         redis-socket:///run/redis.sock?database=0",
        "unix://:geheim@/run/a%20b.sock?db=3,    redis-socket://:****@/run/a b.sock?database=3",
        "redis-socket:///r.sock?database=2,      redis-socket:///r.sock?database=2",
        "redis-sentinel://s1#mymaster,           redis-sentinel://s1:26379/0#mymaster",
        "'redis-cluster://:geheim@a,b:7000',       'redis-cluster://:****@a:6379,b:7000'",
        "rediss-cluster://a?cacert=/ca.pem,       rediss-cluster://a:6379",
        "rediss-sentinel://s1?sentinelMasterId=m, rediss-sentinel://s1:26379/0#m",
        "'redis-sentinel://u:geheim@s1:5,[::1]:6/2?sentinelUser=v&sentinelPassword=geheim#m', 'redis-sentinel://u:****@s1:5,[::1]:6/2#m'"
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
                "redis-sentinel://s1:26379,s2:26379?sentinelPassword=abc@hunter2#mymaster",
                "redis-sentinel://:hunter2@s1?sentinelPassword=abc@hunter2#mymaster",
                "rediss://localhost:6379?cacert=/a@hunter2",
                "redis://localhost?password=hunter2",
                "redis://localhost?hunter2",
                "redis://:hunter2@localhost?cacert=/ca.pem",
                "redis://:hunter2@localhost#mymaster",
                "redis://:hunter2@a,b",
                "rediss://:hunter2@localhost?verifyPeer=NONE",
                "rediss://:hunter2@localhost?cert=/us.pem",
                "redis-socket://:hunter2@host/run/redis.sock",
                "redis-socket://:hunter2@",
                "redis-cluster://:hunter2@a,",
                "redis-cluster://:hunter2@a/1",
                "redis-sentinel://:hunter2@s1",
                "redis-sentinel://:hunter2@s1,#mymaster",
                "redis-sentinel://:hunter2@#mymaster",
                "redis-sentinel://s1?sentinelUser=hunter2#mymaster"
            })
    void refusesWhatIsNoAddressWithoutShowingThePassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddress.parse(url))
                .satisfies(e -> assertThat(e).hasMessageContaining("Redis").hasMessageNotContaining("hunter2"))
                .withNoCause();
    }

    @Test
    void namesTheFilesThatTlsNeeds() {
        assertThat(RedisAddress.parse("rediss://h?cacert=/ca%20s.pem&cert=/us.pem&key=/us.key&verifyPeer=FULL")
                        .tls())
                .contains(new RedisTls(
                        true,
                        Optional.of(Path.of("/ca s.pem")),
                        Optional.of(Path.of("/us.pem")),
                        Optional.of(Path.of("/us.key"))));
        assertThat(RedisAddress.parse("rediss://h").tls()).contains(RedisTls.DEFAULT);
        assertThat(RedisAddress.parse("redis://h").tls()).isEmpty();
    }

    @Test
    void tellsTheMastersPasswordFromTheSentinels() {
        RedisAddress address =
                RedisAddress.parse("redis-sentinel://app:one@s1,s2:7?sentinelUser=eve&sentinelPassword=two#mymaster");
        assertThat(address.username()).contains("app");
        assertThat(address.password()).contains("one");
        assertThat(address.place())
                .isEqualTo(new RedisPlace.Sentinels(
                        List.of(new RedisPlace.Host("s1", 26_379), new RedisPlace.Host("s2", 7)),
                        "mymaster",
                        Optional.of("eve"),
                        Optional.of("two")));
    }

    @Test
    void anEmptyPasswordIsNone() {
        assertThat(RedisAddress.of("localhost", 6379, "")).isEqualTo(RedisAddress.of("localhost", 6379, null));
        assertThat(RedisAddress.parse("redis://:@localhost").password()).isEqualTo(Optional.empty());
    }
}
