package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final Fields FIELDS = Fields.of("A", "1", "b", "2", "a", "3");

    @Test
    void namesAreFoundWhateverTheirCase() {
        assertThat(FIELDS.values("a")).containsExactly("1", "3");
        assertThat(FIELDS.values("B")).containsExactly("2");
        assertThat(FIELDS.has("c")).isFalse();
        assertThat(FIELDS.only("a")).isEmpty();
        assertThat(FIELDS.combined("a")).contains("1, 3");
        assertThat(FIELDS.combined("c")).isEmpty();
    }

    @Test
    void theyAreReplacedAndTakenOutByName() {
        assertThat(FIELDS.with("A", "4")).isEqualTo(Fields.of("b", "2", "A", "4"));
        assertThat(FIELDS.without(Set.of("a"))).isEqualTo(Fields.of("b", "2"));
        assertThat(FIELDS.only(Set.of("b"))).isEqualTo(Fields.of("b", "2"));
        assertThat(FIELDS.replacedBy(Fields.of("B", "5", "b", "6", "c", "7")))
                .isEqualTo(Fields.of("A", "1", "a", "3", "B", "5", "b", "6", "c", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", " ", "ü", "~"})
    void aValueOfOneLineIsSound(String value) {
        assertThat(Fields.of("x", value).areSound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nSet-Cookie: b", "a\u0000b", "\u001f", "\u007f", "\u010d", "嘊嘍"})
    void aValueThatCouldEndItsLineIsNot(String value) {
        assertThat(Fields.of("x", value).areSound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "ü", "\u0000", "(a)"})
    void aNameIsAToken(String name) {
        assertThat(Fields.of(name, "x").areSound()).isFalse();
    }

    @Test
    void theirLengthIsThatOnTheWire() {
        assertThat(Fields.of("ab", "c", "d", "").length()).isEqualTo("ab: c\r\nd: \r\n".length());
    }

    @Test
    void whatConnectionListsIsForOneHop() {
        Fields fields = Fields.of("Connection", "A, close", "connection", " b", "A", "1", "TE", "x", "c", "2");

        assertThat(fields.without(HopByHop.names(fields))).isEqualTo(Fields.of("c", "2"));
        assertThat(HopByHop.names(Fields.NONE))
                .contains("connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-authorization", "trailer");
    }

    @ParameterizedTest(name = "Vary: {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''             | []",
                "Foo            | [foo]",
                "Foo, bar, FOO  | [bar, foo]",
                "', ,Foo'       | [foo]",
                "*              | *",
                "'*, *'         | *",
                "', *'          | *",
                "'*, Foo'       | *",
                "'Foo, *'       | *",
                "'Foo Bar'      | *",
            })
    void varyIsASetOfNamesOrAnything(String value, String meaning) {
        Vary vary = Vary.of(Fields.of("Vary", value));

        assertThat(vary.anything() ? "*" : vary.names().toString()).isEqualTo(meaning);
    }

    @Test
    void varyIsReadFromAllLines() {
        assertThat(Vary.of(Fields.of("Vary", "b", "vary", "a")).names()).containsExactly("a", "b");
        assertThat(Vary.of(Fields.of("Vary", "", "vary", "*")).anything()).isTrue();
        assertThat(Vary.of(Fields.NONE)).isEqualTo(Vary.NOTHING);
    }

    @ParameterizedTest(name = "Age: {0} is {1} seconds")
    @CsvSource(
            delimiter = '|',
            value = {
                "7200             | 7200", "'7200, 0'    | 7200", "'0, 7200' | 0", "'0, 0' | 0", "abc | 0", "-7200 | 0",
                "7200.0           | 0", "7200;foo=bar | 0", "'abc, 7200' | 0", "2147483649 | 2147483648", "'' | 0",
                        "', 5' | 5"
            })
    void ageIsItsFirstMember(String value, long seconds) {
        assertThat(DeltaSeconds.age(Fields.of("Age", value))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void ageIsItsFirstLine() {
        assertThat(DeltaSeconds.age(Fields.of("Age", "7200", "Age", "0"))).hasHours(2);
        assertThat(DeltaSeconds.age(Fields.NONE)).isZero();
        assertThat(List.of(DeltaSeconds.parse(""), DeltaSeconds.parse(" 1"))).allMatch(parsed -> parsed.isEmpty());
    }
}
