package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Bytes;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Flag;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Fraction;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Inner;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Text;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Whole;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredDictionaryTest {
    static List<Arguments> items() {
        return List.of(
                Arguments.of("1", new Whole(1)),
                Arguments.of("-0", new Whole(0)),
                Arguments.of("999999999999999", new Whole(999_999_999_999_999L)),
                Arguments.of("1.5", new Fraction(new BigDecimal("1.5"))),
                Arguments.of("-1.125", new Fraction(new BigDecimal("-1.125"))),
                Arguments.of("\"a \\\"b\\\\\"", new Text("a \"b\\")),
                Arguments.of("\"\"", new Text("")),
                Arguments.of("foo/bar:baz", new Word("foo/bar:baz")),
                Arguments.of("*x", new Word("*x")),
                Arguments.of("?1", new Flag(true)),
                Arguments.of("?0", new Flag(false)),
                Arguments.of(":aGk=:", new Bytes("aGk=")),
                Arguments.of("( 1  a;x=2 )", new Inner(List.of(new Whole(1), new Word("a")))),
                Arguments.of("()", new Inner(List.of())),
                Arguments.of("1;x;y=\"z\"", new Whole(1)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("items")
    void itsItemsAreTyped(String text, StructuredItem item) {
        assertThat(parse("a=" + text)).contains(Map.of("a", item));
    }

    @ParameterizedTest(name = "''{0}'' is malformed")
    @ValueSource(
            strings = {
                "a=",
                "a=1,",
                "a=1, ",
                "a,,b",
                ",a",
                "A",
                "1",
                "a =1",
                "a= 1",
                "a=1 b",
                "a=1234567890123456",
                "a=1.",
                "a=1.2345",
                "a=1234567890123.1",
                "a=-",
                "a=\"x",
                "a=\"x\\y\"",
                "a=\"\t\"",
                "a=?2",
                "a=?",
                "a=:x",
                "a=(1",
                "a=(1\"x\")",
                "a=(1,2)",
                "a;",
                "a;=1",
                "a;X",
                "a=@1",
                "\ta",
                "a=1; x ;y",
            })
    void oneFaultAndThereIsNone(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @Test
    void linesAreJoinedAndTheLastOfANameCounts() {
        assertThat(StructuredDictionary.parse(List.of(" a=1,\tb;x=?0 ", "a=2")).orElseThrow())
                .isEqualTo(Map.of("b", new Flag(true), "a", new Whole(2)));
    }

    private static Optional<Map<String, StructuredItem>> parse(String text) {
        return StructuredDictionary.parse(List.of(text));
    }
}
