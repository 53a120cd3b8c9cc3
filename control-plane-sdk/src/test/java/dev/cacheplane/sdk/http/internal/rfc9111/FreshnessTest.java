package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_POLICY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.NOW;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.TODAY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.ok;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.response;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.http.internal.fields.CacheControl;
import dev.cacheplane.sdk.http.internal.rfc9111.Lifetime.Source;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For how long responses are fresh, and how old they are. */
class FreshnessTest {
    static Stream<Row> rows() {
        return Stream.of(explicit(), expiry(), guessed(), byPolicy(), ages()).flatMap(rows -> rows);
    }

    private static Stream<Row> explicit() {
        return Stream.of(
                lasts("4.2.1/s-maxage", 9, "Cache-Control: max-age=5, s-maxage=9"),
                lasts("4.2.1/s-maxage", 5, "Cache-Control: s-maxage=5", "Cache-Control: max-age=9"),
                lasts("5.2.2.10/overrides", 9, "Cache-Control: s-maxage=9, max-age=0", date("Expires", -10)),
                lasts("5.3/s-maxage", 9, "Cache-Control: s-maxage=9", date("Expires", 100), TODAY),
                lasts("4.2.1/max-age", 9, "Cache-Control: max-age=9"),
                lasts("5.2.2.1/max-age", 9, "Cache-Control: max-age=9", date("Expires", 100), TODAY),
                lasts("5.3/max-age", 9, "Cache-Control: max-age=9", "Expires: 0"),
                lasts("5.3/max-age", 0, "Cache-Control: max-age=0", date("Expires", 100), TODAY),
                lasts("5.2/case", 9, "Cache-Control: MaX-AgE=9"),
                lasts("5.2/forms", 9, "Cache-Control: max-age=\"9\""),
                lasts("5.2.3/ignore", 9, "Cache-Control: max-age=9, foo=\"max-age=1\", bar"),
                lasts("4.2.1/several", 0, "Cache-Control: max-age=1800, max-age=1"),
                lasts("4.2.1/several", 0, "Cache-Control: max-age=1", "Cache-Control: max-age=1800"),
                lasts("4.2.1/several", 9, "Cache-Control: max-age=9", "Cache-Control: max-age=9"),
                lasts("4.2.1/invalid", 0, "Cache-Control: max-age=1.5"),
                lasts("4.2.1/invalid", 0, "Cache-Control: max-age=-1", date("Expires", 100)),
                lasts("4.2.1/invalid", 0, "Cache-Control: s-maxage=x, max-age=9"),
                lasts(
                        "3/extension",
                        7,
                        "CDN-Cache-Control: max-age=7",
                        "Cache-Control: max-age=9",
                        date("Expires", 100)),
                lasts("3/extension", 0, "CDN-Cache-Control: max-age=0", date("Expires", 100), TODAY),
                lasts("3/extension", 9, "CDN-Cache-Control: MaX-aGe=7", "Cache-Control: max-age=9"));
    }

    private static Stream<Row> expiry() {
        return Stream.of(
                lasts("4.2.1/expires", 100, date("Expires", 160), date("Date", 60)),
                lasts("4.2.1/expires", 100, date("Expires", -860), date("Date", -960)),
                lasts("4.2.1/no-date", 100, date("Expires", 100)),
                lasts("4.2.1/no-date", 100, date("Expires", 100), "Date: x"),
                lasts("4.2.1/expires", 0, date("Expires", -100), TODAY),
                lasts("5.3/invalid", 0, "Expires: 0", TODAY),
                lasts("5.3/invalid", 0, "Expires: ", TODAY),
                lasts("5.3/invalid", 0, "Expires: Thu, 18 Aug 2050 2:01:18 GMT", TODAY),
                lasts("4.2.1/several", 0, date("Expires", 100), date("Expires", 100), TODAY),
                lasts("4.2/gmt", 0, "Expires: Thu, 18 Aug 2050 02:01:18 UTC", TODAY),
                lasts("4.2/case", 100, "Expires: thu, 15 JAN 2026 12:01:40 gmt", TODAY),
                lasts("4.2/case", 100, "Expires: Thursday, 15-Jan-26 12:01:40 GMT", TODAY),
                lasts("4.2/case", 100, "Expires: Thu Jan 15 12:01:40 2026", TODAY));
    }

    private static Stream<Row> guessed() {
        return Stream.of(
                guesses("4.2.2/fraction", 200, 100, date("Last-Modified", -1000), TODAY),
                guesses("4.2.2/fraction", 200, 300, date("Last-Modified", -1_000_000), TODAY),
                guesses("4.2.2/fraction", 200, 0, date("Last-Modified", 1000), TODAY),
                guesses("4.2.2/fraction", 200, 100, date("Last-Modified", -2000), date("Date", -1000)),
                guesses("4.2.2/fraction", 200, 300, "Last-Modified: x"),
                guesses("4.2.2/status", 200, 300),
                guesses("4.2.2/status", 404, 60),
                guesses("4.2.2/public", 599, 60, "Cache-Control: public", date("Last-Modified", -86400)),
                guesses("5.2.2.9/heuristic", 302, 100, "Cache-Control: public", date("Last-Modified", -1000)),
                row(
                        "4.2.2/status",
                        "201 that was changed some time ago is not guessed at",
                        () -> assertThat(lifetime(BY_RESPONSE, response(201, date("Last-Modified", -86400))))
                                .isNull()),
                lasts("4.2.2/explicit", 9, "Cache-Control: max-age=9", date("Last-Modified", -86400)),
                lasts("4.2.2/explicit", 0, "Expires: 0", date("Last-Modified", -86400)),
                guesses("5.4/response", 200, 100, "Pragma: no-cache", date("Last-Modified", -1000)));
    }

    private static Stream<Row> byPolicy() {
        return Stream.concat(
                IntStream.of(200, 203, 204, 300, 301, 308)
                        .mapToObj(status ->
                                grants(status + " lasts as the policy says", 300, status, "Cache-Control: max-age=5")),
                Stream.of(
                        grants("even if it says that it is stale", 300, 200, "Cache-Control: max-age=0", "Expires: 0"),
                        grants("an error lasts as none does", 60, 404, "Cache-Control: max-age=5"),
                        grants("a redirect for now lasts as it says", 5, 302, "Cache-Control: max-age=5"),
                        grants("but for no longer than the policy says", 300, 302, "Cache-Control: max-age=500"),
                        grants("a failure that says how long, too", 60, 503, "Cache-Control: max-age=500"),
                        grants("public does not make a failure last", 5, 503, "Cache-Control: public, max-age=5"),
                        row(
                                "4.2.4/rfc5861",
                                "a redirect for now that says nothing does not last",
                                () -> assertThat(lifetime(BY_POLICY, response(302)))
                                        .isNull()),
                        row(
                                "4.2.4/rfc5861",
                                "no error lasts where the policy keeps none",
                                () -> assertThat(lifetime(
                                                BY_POLICY.with(PolicyField.NEGATIVE_TTL, Duration.ZERO), response(404)))
                                        .isEqualTo(new Lifetime(Duration.ZERO, Source.POLICY)))));
    }

    private static Stream<Row> ages() {
        return Stream.of(
                isOld("4.2.3/apparent", 30, 0, date("Date", -30)),
                isOld("4.2.3/future", 0, 0, date("Date", 30)),
                isOld("4.2.3/age", 10, 0, TODAY, "Age: 10"),
                isOld("4.2.3/age", 15, 5, TODAY, "Age: 10"),
                isOld("4.2.3/age", 5, 5),
                isOld("4.2.3/older", 30, 5, date("Date", -30), "Age: 10"),
                isOld("4.2.3/older", 45, 5, date("Date", -30), "Age: 40"),
                isOld("5.1/first", 10, 0, "Age: 10, 20"),
                isOld("5.1/first", 10, 0, "Age: 10", "Age: 20"),
                isOld("5.1/invalid", 0, 0, "Age: x"),
                isOld("5.1/invalid", 0, 0, "Age: 10.5"),
                isOld("5.1/invalid", 0, 0, "Age: -10"),
                isOld("9110-6.6.1", 0, 0, "Date: x"),
                row("4.2.3/resident", "its time in the cache is added", () -> {
                    StoredResponse stored = Given.stored("Cache-Control: max-age=60", TODAY, "Age: 10");
                    assertThat(stored.age(Duration.ofSeconds(20))).hasSeconds(30);
                    assertThat(stored.ttl(Duration.ofSeconds(20))).hasSeconds(30);
                }));
    }

    private static Row lasts(String cites, long seconds, String... lines) {
        return row(
                cites,
                String.join("; ", lines) + ": " + seconds + " s",
                () -> assertThat(lifetime(BY_RESPONSE, ok(lines)))
                        .isEqualTo(new Lifetime(Duration.ofSeconds(seconds), Source.RESPONSE)));
    }

    private static Row guesses(String cites, int status, long seconds, String... lines) {
        return row(
                cites,
                status + " " + String.join("; ", lines) + ": a guess of " + seconds + " s",
                () -> assertThat(lifetime(BY_RESPONSE, response(status, lines)))
                        .isEqualTo(new Lifetime(Duration.ofSeconds(seconds), Source.HEURISTIC)));
    }

    private static Row grants(String says, long seconds, int status, String... lines) {
        return row(
                "4.2.4/rfc5861",
                says,
                () -> assertThat(lifetime(BY_POLICY, response(status, lines)))
                        .isEqualTo(new Lifetime(Duration.ofSeconds(seconds), Source.POLICY)));
    }

    private static Row isOld(String cites, long seconds, long delay, String... lines) {
        return row(
                cites,
                String.join("; ", lines) + " after " + delay + " s: " + seconds + " s old",
                () -> assertThat(Age.initial(new ResponseHead(200, fields(lines), NOW, Duration.ofSeconds(delay))))
                        .hasSeconds(seconds));
    }

    private static @Nullable Lifetime lifetime(CachePolicy policy, ResponseHead response) {
        return Lifetime.of(response, CacheControl.of(response.fields(), Given.CACHE.targets()), policy)
                .orElse(null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
