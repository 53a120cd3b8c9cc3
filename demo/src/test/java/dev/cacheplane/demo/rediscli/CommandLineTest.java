package dev.cacheplane.demo.rediscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @ParameterizedTest
    @MethodSource
    void aLineIsSplitIntoWords(String line, List<String> words) {
        assertThat(CommandLine.split(line)).isEqualTo(words);
    }

    static Stream<Arguments> aLineIsSplitIntoWords() {
        return Stream.of(
                arguments("", List.of()),
                arguments("  GET \t key ", List.of("GET", "key")),
                arguments("KEYS 'cache:*'", List.of("KEYS", "cache:*")),
                arguments("SET key \"two words\"", List.of("SET", "key", "two words")),
                arguments("SET key ''", List.of("SET", "key", "")),
                arguments("SET key \"a\\\"b\\\\c\\n\"", List.of("SET", "key", "a\"b\\c\n")),
                arguments("SET key 'a\\nb\"'", List.of("SET", "key", "a\\nb\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET \"key", "GET 'key", "GET \"key\\\""})
    void anOpenQuoteIsRefused(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.split(line))
                .withMessage("Invalid argument(s): a quote is not closed");
    }
}
