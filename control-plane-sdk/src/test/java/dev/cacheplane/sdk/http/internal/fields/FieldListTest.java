package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldListTest {
    static List<Arguments> lists() {
        return List.of(
                Arguments.of(List.of(), List.of()),
                Arguments.of(List.of(""), List.of()),
                Arguments.of(List.of("a"), List.of("a")),
                Arguments.of(List.of("a,b"), List.of("a", "b")),
                Arguments.of(List.of(" a ,\tb\t"), List.of("a", "b")),
                Arguments.of(List.of("a", "b, c"), List.of("a", "b", "c")),
                Arguments.of(List.of(",", ", a,, b ,", ""), List.of("a", "b")),
                Arguments.of(List.of("x=\"a, b\", c"), List.of("x=\"a, b\"", "c")),
                Arguments.of(List.of("x=\"a\\\", b\", c"), List.of("x=\"a\\\", b\"", "c")),
                Arguments.of(List.of("x=\"a, b"), List.of("x=\"a", "b")),
                Arguments.of(List.of("x=\"", "b", "\""), List.of("x=\"", "b", "\"")),
                Arguments.of(List.of("x=\"a, b, y=\"c"), List.of("x=\"a", "b", "y=\"c")),
                Arguments.of(List.of("a;x=\"b, c\" ;q=1, d"), List.of("a;x=\"b, c\" ;q=1", "d")),
                Arguments.of(List.of("x=\"a\\"), List.of("x=\"a\\")));
    }

    @ParameterizedTest(name = "{0} has {1}")
    @MethodSource("lists")
    void itsMembersAreWhatCommasPart(List<String> lines, List<String> members) {
        assertThat(FieldList.members(lines)).isEqualTo(members);
    }
}
