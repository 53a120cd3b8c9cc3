package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.fields.Forward.METHOD;
import static dev.cacheplane.sdk.http.internal.fields.Forward.REQUEST;
import static dev.cacheplane.sdk.http.internal.fields.Forward.STALE;
import static dev.cacheplane.sdk.http.internal.fields.Forward.URI_MISS;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.keyed;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.ok;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.request;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.with;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.sdk.http.internal.fields.Forward;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a stored response answers a request. What is stored has a lifetime of 100 s, and a tag. */
class ReuseTest {
    private static final String FRESH = "max-age=100";

    static Stream<Row> rows() {
        return Stream.of(byTheBook(), directives(), wishes(), users(), unheeded())
                .flatMap(rows -> rows);
    }

    private static Stream<Row> byTheBook() {
        return Stream.of(
                serves("4/fresh", FRESH, 0, get(), 100, false),
                serves("4.2/fresh", FRESH, 99, get(), 1, false),
                asks("4.2/fresh", FRESH, 100, get(), STALE),
                asks("4/fresh", FRESH, 101, get(), STALE),
                serves("4/method", FRESH, 0, request("HEAD"), 100, false),
                row(
                        "4/method",
                        "POST is not answered with what GET got",
                        () -> assertThat(Reuse.of(CACHE, request("POST"), kept(CACHE, FRESH), Duration.ZERO))
                                .isEqualTo(new Reuse.Ask(METHOD, false))),
                row(
                        "4/unsafe",
                        "nor is PUT, whatever it wishes",
                        () -> assertThat(Reuse.of(
                                        CACHE,
                                        request("PUT", "Cache-Control: max-stale"),
                                        kept(CACHE, FRESH),
                                        Duration.ZERO))
                                .isEqualTo(new Reuse.Ask(METHOD, false))),
                row("4.3.2/origin", "what only the handler can judge is for the handler", () -> {
                    for (String condition : List.of("If-Match: \"a\"", "If-Unmodified-Since: x")) {
                        assertThat(Reuse.of(CACHE, get(condition), kept(CACHE, FRESH), Duration.ZERO))
                                .isEqualTo(new Reuse.Ask(REQUEST, false));
                    }
                }),
                row(
                        "5.2.1.7/only",
                        "where nothing is stored the handler is asked, but by those who want it stored",
                        () -> {
                            assertThat(Reuse.ofNothing(get(), URI_MISS)).isEqualTo(new Reuse.Ask(URI_MISS, false));
                            assertThat(Reuse.ofNothing(get("Cache-Control: only-if-cached"), URI_MISS))
                                    .isEqualTo(new Reuse.Refuse());
                        }));
    }

    private static Stream<Row> directives() {
        return Stream.of(
                asks("4/no-cache", "no-cache, max-age=100", 0, get(), STALE),
                asks("5.2.2.4/whole", "No-CaChE, s-maxage=100", 0, get(), STALE),
                asks("4.2.1/conflict", "max-age=100, no-cache", 0, get("Cache-Control: max-stale"), STALE),
                serves("5.2.2.4/fields", "no-cache=\"a\", max-age=100", 0, get(), 100, false),
                serves("5.2.2.2/stale", "must-revalidate, max-age=100", 99, get(), 1, false),
                asks("5.2.2.2/stale", "must-revalidate, max-age=100", 100, get("Cache-Control: max-stale"), STALE),
                asks("5.2.2.8/proxy", "proxy-revalidate, max-age=100", 100, get("Cache-Control: max-stale"), STALE),
                asks("5.2.2.10/stale", "s-maxage=100", 100, get("Cache-Control: max-stale"), STALE),
                serves("5.2.2.1/max-age", "max-age=100, immutable", 50, get(), 50, false),
                serves("8246-2", "max-age=100, immutable", 50, get("Cache-Control: max-age=0"), 50, false),
                asks("8246-2", "max-age=100, immutable", 50, get("Cache-Control: no-cache"), REQUEST),
                asks("8246-2", "max-age=100, immutable", 110, get("Cache-Control: max-age=50, max-stale"), STALE),
                asks("8246-2", "max-age=100, immutable", 100, get(), STALE));
    }

    private static Stream<Row> wishes() {
        return Stream.of(
                asks("5.2.1.1/max-age", FRESH, 1, get("Cache-Control: max-age=0"), REQUEST),
                serves("5.2.1.1/max-age", FRESH, 50, get("Cache-Control: max-age=50"), 50, false),
                asks("5.2.1.1/max-age", FRESH, 51, get("Cache-Control: max-age=50"), REQUEST),
                asks("5.2.1.1/max-age", FRESH, 1, get("Cache-Control: max-age=x"), REQUEST),
                asks(
                        "5.2.1.1/stale",
                        "max-age=100, stale-while-revalidate=50",
                        110,
                        get("Cache-Control: max-age=200"),
                        STALE),
                serves("5.2.1.2/max-stale", FRESH, 110, get("Cache-Control: max-age=200, max-stale=10"), -10, false),
                serves("5.2.1.2/max-stale", FRESH, 110, get("Cache-Control: max-stale=10"), -10, false),
                asks("5.2.1.2/max-stale", FRESH, 111, get("Cache-Control: max-stale=10"), STALE),
                asks("5.2.1.2/max-stale", FRESH, 111, get("Cache-Control: max-stale=x"), STALE),
                serves("5.2.1.2/any", FRESH, 99_999, get("Cache-Control: max-stale"), -99_899, false),
                serves("5.2.1.3/min-fresh", FRESH, 50, get("Cache-Control: min-fresh=50"), 50, false),
                asks("5.2.1.3/min-fresh", FRESH, 51, get("Cache-Control: min-fresh=50"), REQUEST),
                asks("5.2.1.3/min-fresh", FRESH, 51, get("Cache-Control: min-fresh=50, max-stale"), REQUEST),
                asks("5.2.1.4/no-cache", FRESH, 0, get("Cache-Control: no-cache"), REQUEST),
                serves("5.2.1.5/stored", FRESH, 0, get("Cache-Control: no-store"), 100, false),
                serves("5.2.1.7/only", FRESH, 0, get("Cache-Control: only-if-cached"), 100, false),
                row(
                        "5.2.1.7/only",
                        "what is stale is not had for only-if-cached",
                        () -> assertThat(Reuse.of(
                                        CACHE,
                                        get("Cache-Control: only-if-cached"),
                                        kept(CACHE, FRESH),
                                        Duration.ofSeconds(100)))
                                .isEqualTo(new Reuse.Refuse())),
                serves("5.2.1.7/only", FRESH, 110, get("Cache-Control: only-if-cached, max-stale"), -10, false),
                asks("5.4/pragma", FRESH, 0, get("Pragma: foo, No-Cache"), REQUEST),
                serves("5.4/pragma", FRESH, 0, get("Pragma: no-cache", "Cache-Control: max-stale"), 100, false),
                serves("5.4/pragma", FRESH, 0, get("Pragma: foo"), 100, false),
                serves("5.2.3/ignore", FRESH, 0, get("Cache-Control: foo, bar=\"no-cache\""), 100, false));
    }

    private static Stream<Row> users() {
        return Stream.of(
                asks("3.5/authorization", FRESH, 0, get("Authorization: x"), REQUEST, false),
                asks("7.1/cookie", FRESH, 0, get("Cookie: a=b"), REQUEST, false),
                serves("3.5/public", "public, max-age=100", 0, get("Authorization: x", "Cookie: a=b"), 100, false),
                serves("3.5/s-maxage", "s-maxage=100", 0, get("Authorization: x", "Cookie: a=b"), 100, false),
                serves("3.5/must-revalidate", "must-revalidate, max-age=100", 0, get("Authorization: x"), 100, false),
                asks("7.1/cookie", "must-revalidate, max-age=100", 0, get("Cookie: a=b"), REQUEST, false),
                serves(
                        "3.5/authorization",
                        with(keyed(List.of(), List.of(), true)),
                        FRESH,
                        0,
                        get("Authorization: x", "Cookie: a=b"),
                        100,
                        false),
                serves(
                        "3.5/authorization",
                        with(keyed(List.of("authorization", "cookie"), List.of(), false)),
                        FRESH,
                        0,
                        get("Authorization: x", "Cookie: a=b"),
                        100,
                        false));
    }

    /** A client of a cache that does not heed clients saves work at most. */
    private static Stream<Row> unheeded() {
        SharedCache deaf = new SharedCache(BY_RESPONSE, CACHE.methods(), CACHE.targets(), false);
        return Stream.of(
                serves("5.2.1/advisory", deaf, FRESH, 50, get("Cache-Control: no-cache"), 50, false),
                serves("5.2.1/advisory", deaf, FRESH, 50, get("Pragma: no-cache"), 50, false),
                serves("5.2.1/advisory", deaf, FRESH, 50, get("Cache-Control: max-age=0, min-fresh=99"), 50, false),
                serves(
                        "5.2.1/advisory",
                        deaf,
                        "max-age=100, stale-while-revalidate=50",
                        110,
                        get("Cache-Control: max-age=0"),
                        -10,
                        true),
                serves("5.2.1/advisory", deaf, FRESH, 110, get("Cache-Control: max-stale=10"), -10, false),
                row(
                        "5.2.1/advisory",
                        "only-if-cached is heeded: it saves work",
                        () -> assertThat(Reuse.of(
                                        deaf,
                                        get("Cache-Control: only-if-cached"),
                                        kept(deaf, FRESH),
                                        Duration.ofSeconds(100)))
                                .isEqualTo(new Reuse.Refuse())));
    }

    static StoredResponse kept(SharedCache cache, String control) {
        return stored(cache, ok("Cache-Control: " + control, "ETag: \"a\""));
    }

    static String says(SharedCache cache, String control, long age, RequestHead request) {
        String key = cache.policy().keyRecipe().equals(KeyRecipe.DEFAULT)
                ? ""
                : " " + cache.policy().keyRecipe();
        return control + " after " + age + " s, asked for by " + said(request) + key;
    }

    static Row serves(String cites, String control, long age, RequestHead request, long ttl, boolean refresh) {
        return serves(cites, CACHE, control, age, request, ttl, refresh);
    }

    static Row serves(
            String cites, SharedCache cache, String control, long age, RequestHead request, long ttl, boolean refresh) {
        return row(
                cites,
                says(cache, control, age, request) + ": served" + (refresh ? " and refreshed" : ""),
                () -> assertThat(Reuse.of(cache, request, kept(cache, control), Duration.ofSeconds(age)))
                        .isEqualTo(new Reuse.Serve(Duration.ofSeconds(age), Duration.ofSeconds(ttl), refresh)));
    }

    static Row asks(String cites, String control, long age, RequestHead request, Forward why) {
        return asks(cites, CACHE, control, age, request, why);
    }

    static Row asks(String cites, SharedCache cache, String control, long age, RequestHead request, Forward why) {
        return asks(cites, cache, control, age, request, why, true);
    }

    static Row asks(String cites, String control, long age, RequestHead request, Forward why, boolean validate) {
        return asks(cites, CACHE, control, age, request, why, validate);
    }

    static Row asks(
            String cites,
            SharedCache cache,
            String control,
            long age,
            RequestHead request,
            Forward why,
            boolean validate) {
        return row(
                cites,
                says(cache, control, age, request) + ": asked for, " + why,
                () -> assertThat(Reuse.of(cache, request, kept(cache, control), Duration.ofSeconds(age)))
                        .isEqualTo(new Reuse.Ask(why, validate)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
