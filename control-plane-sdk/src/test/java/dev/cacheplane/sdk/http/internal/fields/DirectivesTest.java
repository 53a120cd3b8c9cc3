package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {
    @ParameterizedTest(name = "{0} says {1} seconds")
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=3600                            | 3600",
                "MaX-AgE=3600                            | 3600",
                "max-age=\"3600\"                        | 3600",
                "max-age=\"36\\00\"                      | 3600",
                "max-age=003600                          | 3600",
                "foo, max-age=3600, bar=\"x\"            | 3600",
                "extension=\"max-age=1\", max-age=3600   | 3600",
                "max-age=3600, extension=\"max-age=1\"   | 3600",
                "max-age=60, max-age=60                  | 60",
                "max-age=2147483647                      | 2147483647",
                "max-age=2147483648                      | 2147483648",
                "max-age=2147483649                      | 2147483648",
                "max-age=99999999999                     | 2147483648",
                "max-age=99999999999999999999999999      | 2147483648",
                "max-age=0                               | 0",
            })
    void secondsAreRead(String line, long seconds) {
        assertThat(Directives.of(List.of(line)).seconds("max-age")).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0} makes stale")
    @ValueSource(
            strings = {
                "max-age",
                "max-age=",
                "max-age=\"\"",
                "max-age=-1",
                "max-age=+1",
                "max-age=1.0",
                "max-age=3600.5",
                "max-age=a3600",
                "max-age=3600a",
                "max-age='3600'",
                "max-age= 3600",
                "max-age =3600",
                "max-age=\"3600",
                "max-age=\"3600\"x",
                "max-age=1800, max-age=1",
                "max-age=1, max-age=1800",
                "max-age=1800, max-age",
                "max-age=３６００",
            })
    void whatCannotBeReadOrContradictsItselfMakesStale(String line) {
        assertThat(Directives.of(List.of(line)).seconds("max-age")).contains(Duration.ZERO);
    }

    @Test
    void linesAreOneList() {
        Directives directives = Directives.of(List.of("public", "max-age=1", "", "s-maxage=2, no-cache"));

        assertThat(directives.has("public")).isTrue();
        assertThat(directives.seconds("s-maxage")).contains(Duration.ofSeconds(2));
        assertThat(directives.has("no-cache")).isTrue();
        assertThat(Directives.of(List.of("max-age=1", "max-age=2")).seconds("max-age"))
                .contains(Duration.ZERO);
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThat(Directives.of(List.of("xmax-age=1, foo=\"no-store\"")).seconds("max-age"))
                .isEmpty();
        assertThat(Directives.of(List.of("xno-store, foo=\"no-store\"")).has("no-store"))
                .isFalse();
        assertThat(Directives.of(List.of()).has("no-store")).isFalse();
    }

    @Test
    void nothingHidesBehindAQuoteThatDoesNotEnd() {
        assertThat(Directives.of(List.of("foo=\"bar, no-store")).has("no-store"))
                .isTrue();
        assertThat(Directives.of(List.of("foo=\"", "no-store", "\"")).has("no-store"))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} names fields")
    @ValueSource(strings = {"private=\"a, B\"", "private=\"a,,b\"", "private=a, private=\"b\"", "PRIVATE=\"\\a, b\""})
    void aQualifiedDirectiveNamesFields(String line) {
        Directives directives = Directives.of(List.of(line));

        assertThat(directives.isUnqualified("private")).isFalse();
        assertThat(directives.fieldNames("private")).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest(name = "{0} is meant for all of it")
    @ValueSource(
            strings = {
                "private",
                "private=",
                "private=\"\"",
                "private=\", ,\"",
                "private=\"a b\"",
                "private=\"a",
                "private =\"a\"",
                "private, private=\"a\"",
                "private=\"a\", private"
            })
    void oneThatNamesNoFieldsIsMeantForAll(String line) {
        assertThat(Directives.of(List.of(line)).isUnqualified("private")).isTrue();
    }
}
