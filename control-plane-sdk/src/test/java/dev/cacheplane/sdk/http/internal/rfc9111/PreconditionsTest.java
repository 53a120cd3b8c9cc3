package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.TODAY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.request;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.response;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.rfc9111.Ranging.Part;
import dev.cacheplane.sdk.http.internal.rfc9111.Ranging.Parts;
import dev.cacheplane.sdk.http.internal.rfc9111.Ranging.Unsatisfiable;
import dev.cacheplane.sdk.http.internal.rfc9111.Ranging.Whole;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a stored response a client gets: all, nothing since it has it, or parts. It was changed 1,000 s ago. */
class PreconditionsTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final String CHANGED = date("Last-Modified", -1000);
    private static final StoredResponse BOTH = stored(FRESH, TODAY, "ETag: \"a\"", CHANGED);
    private static final StoredResponse BARE = stored(FRESH, date("Date", -30));

    static Stream<Row> rows() {
        return Stream.of(conditions(), ranges(), ifRange()).flatMap(rows -> rows);
    }

    private static Stream<Row> conditions() {
        return Stream.of(
                has("4.3.2/evaluate", get("If-None-Match: \"a\""), BOTH),
                has("4.3.2/evaluate", request("HEAD", "If-None-Match: \"a\""), BOTH),
                lacks("4.3.2/evaluate", request("POST", "If-None-Match: \"a\""), BOTH),
                lacks("4.3.2/evaluate", get(), BOTH),
                lacks("4.3.2/evaluate", get("If-None-Match: *"), stored(CACHE, response(404, FRESH, "ETag: \"a\""))),
                has("4.3.2/none-match", get("If-None-Match: W/\"a\""), BOTH),
                has("4.3.2/none-match", get("If-None-Match: \"x\"", "If-None-Match: \"y\", \"a\""), BOTH),
                has("4.3.2/none-match", get("If-None-Match: *"), BARE),
                lacks("4.3.2/none-match", get("If-None-Match: \"b\""), BOTH),
                lacks("4.3.2/none-match", get("If-None-Match: a"), BOTH),
                lacks("4.3.2/none-match", get("If-None-Match: \"a\""), BARE),
                has("4.3.2/precedence", get("If-None-Match: \"a\"", date("If-Modified-Since", -2000)), BOTH),
                lacks("4.3.2/precedence", get("If-None-Match: \"b\"", date("If-Modified-Since", 0)), BOTH),
                lacks("4.3.2/precedence", get("If-None-Match:", date("If-Modified-Since", 0)), BOTH),
                has("4.3.2/since", get(date("If-Modified-Since", -1000)), BOTH),
                has("4.3.2/since", get(date("If-Modified-Since", 0)), BOTH),
                has("4.3.2/since", get("If-Modified-Since: Thursday, 15-Jan-26 12:00:00 GMT"), BOTH),
                lacks("4.3.2/since", get(date("If-Modified-Since", -1001)), BOTH),
                lacks("4.3.2/since", get("If-Modified-Since: x"), BOTH),
                lacks("4.3.2/since", get(date("If-Modified-Since", 0), date("If-Modified-Since", 0)), BOTH),
                has("4.3.2/date", get(date("If-Modified-Since", -30)), BARE),
                lacks("4.3.2/date", get(date("If-Modified-Since", -31)), BARE),
                has("4.3.2/date", get(date("If-Modified-Since", 0)), stored(FRESH)),
                lacks("4.3.2/date", get(date("If-Modified-Since", -1)), stored(FRESH)));
    }

    private static Stream<Row> ranges() {
        String many = IntStream.range(0, 17).mapToObj(i -> i + "-" + i).collect(Collectors.joining(","));
        return Stream.of(
                gets("9110-14.1.2", get("Range: bytes=0-1"), 11, "[0-1]"),
                gets("9110-14.1.2", get("Range: bytes=1-"), 11, "[1-10]"),
                gets("9110-14.1.2", get("Range: bytes=-1"), 11, "[10-10]"),
                gets("9110-14.1.2", get("Range: bytes=-20"), 11, "[0-10]"),
                gets("9110-14.1.2", get("Range: bytes=5-99"), 11, "[5-10]"),
                gets("9110-14.1.2", get("Range: bytes=0-"), 11, "[0-10]"),
                gets("9110-14.1.2", get("Range: bytes=10-99999999999999999999"), 11, "[10-10]"),
                gets("9110-15.5.17", get("Range: bytes=11-"), 11, "none of 11"),
                gets("9110-15.5.17", get("Range: bytes=-0"), 11, "none of 11"),
                gets("9110-15.5.17", get("Range: bytes=20-30,11-12"), 11, "none of 11"),
                gets("9110-14.1.2", get("Range: bytes=20-30,1-2"), 11, "[1-2]"),
                gets("9110-14.2", get("Range: bytes=0-1,4-5"), 11, "[0-1, 4-5]"),
                gets("9110-14.2", get("Range: bytes=4-5, 0-1"), 11, "[4-5, 0-1]"),
                gets("9110-15.3.7.2", get("Range: bytes=0-1,2-3"), 11, "[0-3]"),
                gets("9110-15.3.7.2", get("Range: bytes=0-4,3-5,5-6"), 11, "[0-6]"),
                gets("9110-15.3.7.2", get("Range: bytes=8-8,0-1,4-5,2-3"), 11, "[8-8, 0-5]"),
                gets("9110-15.3.7.2", get("Range: bytes=0-1,8-8,2-3"), 11, "[0-3, 8-8]"),
                gets("9110-15.3.7.2", get("Range: bytes=0-4,6-10"), 11, "[0-4, 6-10]"),
                gets("9110-14.2", get("Range: bytes=0-9,1-10"), 11, "[0-10]"),
                gets("9110-17.15", get("Range: bytes=" + many), 100, "all"),
                gets("9110-14.2", get("Range: lines=0-1"), 11, "all"),
                gets("9110-14.2", get("Range: bytes=x"), 11, "all"),
                gets("9110-14.2", get(), 11, "all"),
                gets("9110-14.2", request("HEAD", "Range: bytes=0-1"), 11, "all"),
                gets("9110-14.1.2", get("Range: bytes=0-1"), 0, "all"),
                row(
                        "9110-14.2",
                        "an error has no parts",
                        () -> assertThat(Ranging.of(get("Range: bytes=0-1"), stored(CACHE, response(404, FRESH)), 11))
                                .isEqualTo(new Whole())));
    }

    private static Stream<Row> ifRange() {
        StoredResponse weak = stored(FRESH, TODAY, "ETag: W/\"a\"");
        return Stream.of(
                continues("4.3.2/if-range", "If-Range: \"a\"", BOTH, true),
                continues("4.3.2/if-range", "If-Range: \"b\"", BOTH, false),
                continues("4.3.2/if-range", "If-Range: W/\"a\"", BOTH, false),
                continues("4.3.2/if-range", "If-Range: W/\"a\"", weak, false),
                continues("4.3.2/if-range", "If-Range: \"a\"", weak, false),
                continues("4.3.2/if-range", "If-Range: x", BOTH, false),
                continues("4.3.2/if-range", CHANGED.replace("Last-Modified", "If-Range"), BOTH, true),
                continues("4.3.2/if-range", date("If-Range", -999), BOTH, false),
                continues("4.3.2/if-range", date("If-Range", 0), BOTH, false),
                continues("4.3.2/if-range", date("If-Range", 0), stored(FRESH, TODAY, date("Last-Modified", 0)), false),
                continues("4.3.2/if-range", date("If-Range", -30), BARE, false));
    }

    private static Row has(String cites, RequestHead request, StoredResponse stored) {
        return row(
                cites,
                said(request) + " has" + said(stored.fields()),
                () -> assertThat(Preconditions.of(request, stored)).isEqualTo(Preconditions.NOT_MODIFIED));
    }

    private static Row lacks(String cites, RequestHead request, StoredResponse stored) {
        return row(
                cites,
                said(request) + " gets" + said(stored.fields()),
                () -> assertThat(Preconditions.of(request, stored)).isEqualTo(Preconditions.SEND));
    }

    private static Row gets(String cites, RequestHead request, long length, String parts) {
        return row(
                cites,
                said(request) + " gets " + parts + " of " + length,
                () -> assertThat(written(Ranging.of(request, BOTH, length))).isEqualTo(parts));
    }

    private static Row continues(String cites, String condition, StoredResponse stored, boolean same) {
        return row(
                cites,
                condition + (same ? " gets a part of" : " gets all of") + said(stored.fields()),
                () -> assertThat(Ranging.of(get("Range: bytes=1-2", condition), stored, 11))
                        .isEqualTo(same ? new Parts(List.of(new Part(1, 2))) : new Whole()));
    }

    private static String written(Ranging ranging) {
        if (ranging instanceof Parts parts) {
            return parts.parts().stream()
                    .map(part -> part.first() + "-" + part.last())
                    .toList()
                    .toString();
        }
        return ranging instanceof Unsatisfiable none ? "none of " + none.length() : "all";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
