package dev.cacheplane.demo.rediscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cacheplane.redis.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {

    @ParameterizedTest
    @MethodSource
    void answersLookAsRedisCliShowsThem(Reply reply, String text) {
        assertThat(Rendering.of(List.of("COMMAND"), reply)).isEqualTo(text);
    }

    static Stream<Arguments> answersLookAsRedisCliShowsThem() {
        return Stream.of(
                arguments(new Reply.Status("OK"), "OK\n"),
                arguments(new Reply.Failure("ERR no"), "(error) ERR no\n"),
                arguments(new Reply.Count(-2), "(integer) -2\n"),
                arguments(new Reply.Nil(), "(nil)\n"),
                arguments(new Reply.Items(List.of()), "(empty array)\n"),
                arguments(Reply.Data.of(""), "\"\"\n"),
                arguments(
                        Reply.Data.of("{\"a\":\"\\\"}\n\r\t\b\u0007"), "\"{\\\"a\\\":\\\"\\\\\\\"}\\n\\r\\t\\b\\a\"\n"),
                arguments(Reply.Data.of("é\u0000"), "\"\\xc3\\xa9\\x00\"\n"),
                arguments(
                        new Reply.Items(List.of(
                                Reply.Data.of("0"), new Reply.Items(List.of(Reply.Data.of("a"), new Reply.Nil())))),
                        "1) \"0\"\n2) 1) \"a\"\n   2) (nil)\n"));
    }

    @Test
    void numbersOfLongListsAreAligned() {
        var items = new ArrayList<Reply>();
        for (int i = 1; i <= 10; i++) {
            items.add(new Reply.Count(i));
        }

        assertThat(Rendering.of(List.of("LRANGE"), new Reply.Items(items)))
                .startsWith(" 1) (integer) 1\n 2) (integer) 2\n")
                .endsWith("10) (integer) 10\n");
    }

    @Test
    void proseIsShownAsItIs() {
        var info = Reply.Data.of("# Memory\r\nused_memory:1\r\n");

        assertThat(Rendering.of(List.of("info", "memory"), info)).isEqualTo("# Memory\nused_memory:1\n");
    }
}
