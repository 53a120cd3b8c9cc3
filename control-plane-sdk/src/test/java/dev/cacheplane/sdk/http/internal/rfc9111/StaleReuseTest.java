package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.fields.Forward.STALE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_POLICY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.request;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.with;
import static dev.cacheplane.sdk.http.internal.rfc9111.ReuseTest.asks;
import static dev.cacheplane.sdk.http.internal.rfc9111.ReuseTest.kept;
import static dev.cacheplane.sdk.http.internal.rfc9111.ReuseTest.says;
import static dev.cacheplane.sdk.http.internal.rfc9111.ReuseTest.serves;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicyField;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a stale response answers a request, or a failure. What is stored has a lifetime of 100 s, and a tag. */
class StaleReuseTest {
    private static final String FRESH = "max-age=100";
    private static final CachePolicy LENIENT = BY_RESPONSE
            .with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(10))
            .with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(20));
    private static final CachePolicy LENIENT_BY_POLICY = BY_POLICY
            .with(PolicyField.TTL, Duration.ofSeconds(100))
            .with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(10));

    static Stream<Row> rows() {
        return Stream.concat(served(), failed());
    }

    private static Stream<Row> served() {
        return Stream.of(
                serves("4.2.4/rfc5861", "max-age=100, stale-while-revalidate=50", 149, get(), -49, true),
                asks("4.2.4/permitted", "max-age=100, stale-while-revalidate=50", 150, get(), STALE),
                serves("4.2.4/rfc5861", "s-maxage=100, stale-while-revalidate=50", 149, get(), -49, true),
                asks("4.2.4/prohibited", "max-age=100, must-revalidate, stale-while-revalidate=50", 110, get(), STALE),
                asks("4.2.4/prohibited", "max-age=100, proxy-revalidate, stale-while-revalidate=50", 110, get(), STALE),
                asks("4.2.4/prohibited", "no-cache, max-age=100, stale-while-revalidate=50", 110, get(), STALE),
                serves("4.2.4/rfc5861", with(LENIENT), FRESH, 109, get(), -9, true),
                asks("4.2.4/permitted", with(LENIENT), FRESH, 110, get(), STALE),
                asks("4.2.4/rfc5861", with(LENIENT), "max-age=100, stale-while-revalidate=0", 105, get(), STALE),
                asks("4.2.4/prohibited", with(LENIENT), "s-maxage=100", 105, get(), STALE),
                serves("4.2.4/rfc5861", with(LENIENT_BY_POLICY), "s-maxage=5", 109, get(), -9, true),
                asks("4.2.4/prohibited", with(LENIENT_BY_POLICY), "must-revalidate", 105, get(), STALE),
                asks("4.2.4/permitted", with(LENIENT_BY_POLICY), "stale-while-revalidate=50", 110, get(), STALE),
                asks("4/no-cache", with(LENIENT_BY_POLICY), "no-cache", 0, get(), STALE));
    }

    private static Stream<Row> failed() {
        return Stream.of(
                fails(
                        "4.2.4/permitted",
                        with(LENIENT_BY_POLICY),
                        "stale-if-error=50",
                        100,
                        get(),
                        AfterFailure.PASS_ON),
                fails("4.2.4/rfc5861", CACHE, "max-age=100, stale-if-error=50", 149, get(), AfterFailure.SERVE_STALE),
                fails("4.3.3/5xx", CACHE, "max-age=100, stale-if-error=50", 150, get(), AfterFailure.PASS_ON),
                fails("4.2.4/permitted", CACHE, FRESH, 100, get(), AfterFailure.PASS_ON),
                fails(
                        "4.2.4/rfc5861",
                        CACHE,
                        FRESH,
                        149,
                        get("Cache-Control: stale-if-error=50"),
                        AfterFailure.SERVE_STALE),
                fails("4.2.4/rfc5861", with(LENIENT), FRESH, 119, get(), AfterFailure.SERVE_STALE),
                fails("4.2.4/permitted", with(LENIENT), FRESH, 120, get(), AfterFailure.PASS_ON),
                fails("5.2.2.2/error", with(LENIENT), "max-age=100, must-revalidate", 105, get(), AfterFailure.PASS_ON),
                fails(
                        "5.2.2.8/proxy",
                        with(LENIENT),
                        "max-age=100, proxy-revalidate",
                        105,
                        get(),
                        AfterFailure.PASS_ON),
                fails("5.2.2.10/stale", with(LENIENT), "s-maxage=100", 105, get(), AfterFailure.PASS_ON),
                fails("5.2.2.4/whole", with(LENIENT), "max-age=100, no-cache", 5, get(), AfterFailure.PASS_ON),
                fails("4/method", with(LENIENT), FRESH, 105, request("POST"), AfterFailure.PASS_ON),
                fails("4.3.2/origin", with(LENIENT), FRESH, 105, get("If-Match: \"a\""), AfterFailure.PASS_ON),
                fails("3.5/authorization", with(LENIENT), FRESH, 105, get("Authorization: x"), AfterFailure.PASS_ON),
                row("4.3.3/5xx", "500, 502, 503 and 504 are failures, other errors are answers", () -> {
                    assertThat(List.of(500, 502, 503, 504)).allMatch(AfterFailure::isFailure);
                    assertThat(List.of(200, 304, 404, 429, 499, 501, 505, 599)).noneMatch(AfterFailure::isFailure);
                }));
    }

    private static Row fails(
            String cites, SharedCache cache, String control, long age, RequestHead request, AfterFailure after) {
        return row(
                cites,
                says(cache, control, age, request) + " when the handler failed: " + after,
                () -> assertThat(AfterFailure.of(cache, request, kept(cache, control), Duration.ofSeconds(age)))
                        .isEqualTo(after));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
