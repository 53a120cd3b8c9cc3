package dev.cacheplane.server.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wait=2                             | 2",
                "wait=0                             | 0",
                "wait=30                            | 30",
                "WAIT = 5                           | 5",
                "wait=\"5\"                         | 5",
                "wait=05                            | 5",
                "respond-async, wait=10             | 10",
                "respond-async,wait=10,wait=20      | 10",
                "wait=3; foo=\"a,b\\\"c\";x , a=b   | 3",
                "return=\"wait=9, x\"; y, wait=4    | 4",
                ", ,wait=6,                         | 6",
            })
    void aWaitIsFoundAmongOthers(String header, int seconds) {
        assertThat(Preference.toWait(List.of(header))).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=x",
                "wait=-1",
                "wait=31",
                "wait=1.5",
                "wait=99999999999",
                "waiting=2",
                "await=2",
                "foo=\"wait=2\"",
                "wait 2",
                "wait=2 3",
                "wait=3; foo=bar; \"baz",
                "wait=\"2",
                "x=\"\\",
                "\u0000"
            })
    void whatAsksForNoWaitOfOursIsIgnored(String header) {
        assertThat(Preference.toWait(List.of(header))).isEmpty();
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(Preference.toWait(List.of("respond-async", "wait=7", "wait=8")))
                .hasValue(Duration.ofSeconds(7));
        assertThat(Preference.toWait(List.of())).isEmpty();
    }

    @Test
    void aHeaderThatIsMadeToTakeLongDoesNot() {
        for (String part : List.of("a;", "a=\"\\", " ", "\"", ";", "a ")) {
            assertThat(Preference.toWait(List.of(part.repeat(8_000 / part.length()))))
                    .isEmpty();
        }
    }
}
