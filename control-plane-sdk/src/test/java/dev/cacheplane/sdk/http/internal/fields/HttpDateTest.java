package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT    | 1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT   | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994         | 1994-11-06T08:49:37Z",
                "Sun Nov 16 08:49:37 1994         | 1994-11-16T08:49:37Z",
                "SUN, 06 nov 1994 08:49:37 gMt    | 1994-11-06T08:49:37Z",
                "Tue, 19 Jan 2038 14:14:08 GMT    | 2038-01-19T14:14:08Z",
                "Sun, 21 Nov 2286 04:46:39 GMT    | 2286-11-21T04:46:39Z",
                "Sat, 31 Dec 2016 23:59:60 GMT    | 2017-01-01T00:00:00Z",
                "Thu, 29 Feb 2024 00:00:00 GMT    | 2024-02-29T00:00:00Z",
                "Thursday, 18-Aug-50 02:01:18 GMT | 2050-08-18T02:01:18Z",
                "Friday, 15-Jan-76 12:00:00 GMT   | 2076-01-15T12:00:00Z",
                "Friday, 15-Jan-76 12:00:01 GMT   | 1976-01-15T12:00:01Z",
            })
    void itIsReadInAllThreeForms(String text, Instant moment) {
        assertThat(HttpDate.parse(text, NOW)).contains(moment);
    }

    @ParameterizedTest(name = "''{0}'' is no date")
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "now",
                "2026-01-15T12:00:00Z",
                "Thu, 18 Aug 2050 02:01:18 UTC",
                "Thu, 18 Aug 2050 02:01:18 AEST",
                "Thu, 18 Aug 2050 02:01:18 +0000",
                "Thu, 18 Aug 2050 02:01:18",
                "Thu, 18 Aug 50 02:01:18 GMT",
                "Thu 18 Aug 2050 02:01:18 GMT",
                "Thu,  18 Aug 2050 02:01:18 GMT",
                "Thu, 18  Aug 2050 02:01:18 GMT",
                "Thu, 18-Aug-2050 02:01:18 GMT",
                "Thu, 18 Aug 2050 02.01.18 GMT",
                "Thu, 18 Aug 2050 2:01:18 GMT",
                "Thu, 8 Aug 2050 02:01:18 GMT",
                "Xyz, 18 Aug 2050 02:01:18 GMT",
                "Thu, 18 Foo 2050 02:01:18 GMT",
                "Thu, 31 Feb 2050 02:01:18 GMT",
                "Thu, 18 Aug 2050 24:01:18 GMT",
                "Thu, 18 Aug 2050 02:60:18 GMT",
                "Thu, 18 Aug 2050 02:01:61 GMT",
                "Thu, 18 Aug 2050 02:01:18 GMT; x",
                "Thu, 18 Aug 2050 02:01:18 GMT, Thu, 18 Aug 2050 02:01:19 GMT",
                "Thu Aug 8 02:01:18 2050",
                "Thu, 18 Aug ２０５０ 02:01:18 GMT",
            })
    void whatHasAnotherFormIsNone(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }

    @Test
    void itIsWrittenAsItIsRead() {
        Instant moment = Instant.parse("2026-03-05T01:02:03Z");

        assertThat(HttpDate.format(moment)).isEqualTo("Thu, 05 Mar 2026 01:02:03 GMT");
        assertThat(HttpDate.parse(HttpDate.format(moment), NOW)).contains(moment);
    }

    @Test
    void twoOfThemAreNone() {
        Fields fields = Fields.of("Expires", HttpDate.format(NOW), "expires", HttpDate.format(NOW));

        assertThat(HttpDate.in(fields, "Expires", NOW)).isEmpty();
    }
}
