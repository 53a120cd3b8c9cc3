package dev.cacheplane.demo.rediscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PING | | redis://127.0.0.1:6379",
                "PING | redis://:secret@cache:1 | redis://****@cache:1",
                "-p 7 PING | | redis://127.0.0.1:7",
                "-h other -p 7 PING | | redis://other:7",
                "-u redis://other PING | redis://:secret@cache:1 | redis://other:6379",
            })
    void theServerIsChosenByOptionsThenByTheEnvironment(String arguments, String redisUrl, String url) {
        var options = Options.parse(
                Arrays.asList(arguments.split(" ")), redisUrl == null ? Map.of() : Map.of("REDIS_URL", redisUrl));

        assertThat(options.url()).hasToString(url);
        assertThat(options.command()).containsExactly("PING");
    }

    @Test
    void whatFollowsTheCommandIsItsOwn() {
        assertThat(Options.parse(List.of("LRANGE", "list", "-p", "-1"), Map.of())
                        .command())
                .containsExactly("LRANGE", "list", "-p", "-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p | | -p needs a value",
                "-p none | | -p needs a port, not none",
                "-p 65536 | | -p needs a port, not 65536",
                "-x 1 | | Unknown option -x; there are -h HOST, -p PORT and -u URL",
                "-u http://a | | -u must begin with redis:// or rediss://",
                "PING | nonsense | REDIS_URL must begin with redis:// or rediss://",
            })
    void whatIsWrongIsNamed(String arguments, String redisUrl, String message) {
        Map<String, String> environment = redisUrl == null ? Map.of() : Map.of("REDIS_URL", redisUrl);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(Arrays.asList(arguments.split(" ")), environment))
                .withMessage(message);
    }
}
