package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_POLICY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.ok;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.request;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.response;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.with;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicyField;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a response is stored. */
class StoringTest {
    private static final String FRESH = "Cache-Control: max-age=60";

    static Stream<Row> rows() {
        return Stream.concat(byTheBook(), statuses());
    }

    private static Stream<Row> byTheBook() {
        return Stream.of(
                stores("3/method", "an answer to GET", get(), ok(FRESH)),
                passes("3/method", "an answer to HEAD", Unstorable.METHOD, request("HEAD"), ok(FRESH)),
                passes("3/method", "an answer to POST", Unstorable.METHOD, request("POST"), ok(FRESH)),
                passes("3/method", "an answer to get", Unstorable.METHOD, request("get"), ok(FRESH)),
                row(
                        "3/method",
                        "an answer to a method that is configured is stored",
                        () -> assertThat(Storing.of(
                                        new SharedCache(BY_RESPONSE, Set.of("GET", "POST"), List.of(), true),
                                        request("POST"),
                                        ok(FRESH)))
                                .isInstanceOf(Storing.Store.class)),
                passes("3/no-store", "no-store", Unstorable.NO_STORE, get(), ok("Cache-Control: no-store")),
                passes(
                        "5.2.2.5/no-store",
                        "no-store beside all that allows it",
                        Unstorable.NO_STORE,
                        get(),
                        ok("Cache-Control: public, max-age=60, s-maxage=60, no-store", date("Expires", 60))),
                passes("5.2/case", "nO-StOrE", Unstorable.NO_STORE, get(), ok("Cache-Control: nO-StOrE, max-age=60")),
                passes(
                        "5.2.2.5/no-store",
                        "no-store on a line of its own",
                        Unstorable.NO_STORE,
                        get(),
                        ok(FRESH, "Cache-Control: no-store")),
                passes(
                        "5.2.1.5/no-store",
                        "no-store in the request",
                        Unstorable.REQUEST_NO_STORE,
                        get("Cache-Control: no-store"),
                        ok(FRESH)),
                passes("3/private", "private", Unstorable.PRIVATE, get(), ok("Cache-Control: private, max-age=60")),
                passes(
                        "5.2.2.7/whole",
                        "private beside public",
                        Unstorable.PRIVATE,
                        get(),
                        ok("Cache-Control: public, private, s-maxage=60")),
                stores(
                        "5.2.2.7/fields",
                        "private for one field",
                        get(),
                        ok("Cache-Control: private=\"a\", max-age=60")),
                passes(
                        "5.2.2.7/whole",
                        "private twice, once for one field",
                        Unstorable.PRIVATE,
                        get(),
                        ok("Cache-Control: private=\"a\", private, max-age=60")),
                stores(
                        "5.2.2.4/whole",
                        "no-cache: to be validated",
                        get(),
                        ok("Cache-Control: no-cache", "ETag: \"a\"")),
                passes(
                        "5.2.2.4/whole",
                        "no-cache that cannot be validated",
                        Unstorable.STALE,
                        get(),
                        ok("Cache-Control: no-cache, max-age=60")),
                stores(
                        "3/public",
                        "public",
                        get(),
                        response(599, "Cache-Control: public", date("Last-Modified", -1000))),
                stores(
                        "5.2.2.9/public",
                        "public where the status would forbid it",
                        get(),
                        response(403, "Cache-Control: public", date("Last-Modified", -1000))),
                stores("3/expires", "Expires", get(), response(302, date("Expires", 60))),
                stores("3/max-age", "max-age", get(), response(302, FRESH)),
                stores("3/s-maxage", "s-maxage", get(), response(302, "Cache-Control: s-maxage=60")),
                stores("3/extension", "a targeted field", get(), response(302, "CDN-Cache-Control: max-age=60")),
                stores(
                        "3/extension",
                        "a targeted field against Cache-Control",
                        get(),
                        ok("Cache-Control: no-store", "CDN-Cache-Control: max-age=60")),
                stores(
                        "3/extension",
                        "ours against that of all CDNs",
                        get(),
                        ok("CDN-Cache-Control: no-store", "Cacheplane-Cache-Control: max-age=60")),
                passes(
                        "3/extension",
                        "a targeted no-store",
                        Unstorable.NO_STORE,
                        get(),
                        ok(FRESH, "CDN-Cache-Control: no-store", date("Expires", 60))),
                passes(
                        "3/extension",
                        "a targeted private",
                        Unstorable.PRIVATE,
                        get(),
                        ok(FRESH, "CDN-Cache-Control: private")),
                passes(
                        "3/extension",
                        "a targeted field that is malformed says nothing",
                        Unstorable.NO_STORE,
                        get(),
                        ok("Cache-Control: no-store", "CDN-Cache-Control: max-age=60, &&&")),
                passes("3/silent", "302 without a word", Unstorable.SILENT, get(), response(302)),
                passes(
                        "3/silent",
                        "302 that a targeted field says nothing of but Expires does",
                        Unstorable.SILENT,
                        get(),
                        response(302, "CDN-Cache-Control: foo", date("Expires", 60))),
                passes("3/silent", "500 without a word", Unstorable.SILENT, get(), response(500)),
                passes(
                        "5.2.3/ignore",
                        "302 with a directive that nobody knows",
                        Unstorable.SILENT,
                        get(),
                        response(302, "Cache-Control: forever")),
                stores(
                        "5.2.3/ignore",
                        "max-age among unknown directives",
                        get(),
                        ok("Cache-Control: foo, max-age=60, bar=\"no-store\"")),
                row(
                        "3/heuristic",
                        "not where the policy is off",
                        () -> assertThat(Storing.of(
                                        with(BY_RESPONSE.with(PolicyField.SHOULD_CACHE, false)), get(), ok(FRESH)))
                                .isEqualTo(new Storing.Pass(Unstorable.POLICY))));
    }

    private static Stream<Row> statuses() {
        return Stream.of(
                        IntStream.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501)
                                .mapToObj(status ->
                                        stores("3/heuristic", status + " without a word", get(), response(status))),
                        IntStream.of(201, 202, 302, 303, 307, 400, 401, 403, 429, 500, 502, 503, 504, 599)
                                .mapToObj(status -> passes(
                                        "3/silent",
                                        status + " that was changed some time ago",
                                        Unstorable.SILENT,
                                        get(),
                                        response(status, date("Last-Modified", -86400)))),
                        IntStream.of(
                                        200, 203, 204, 299, 301, 302, 303, 307, 308, 400, 404, 410, 499, 500, 502, 503,
                                        504, 599)
                                .mapToObj(status ->
                                        stores("3/max-age", status + " with max-age", get(), response(status, FRESH))),
                        IntStream.of(100, 101, 102, 103, 199, 600, 999)
                                .mapToObj(status -> passes(
                                        "3/final",
                                        status + " with max-age",
                                        Unstorable.STATUS,
                                        get(),
                                        response(status, FRESH))),
                        Stream.of(
                                passes(
                                        "3/understood",
                                        "206: parts are not put together",
                                        Unstorable.STATUS,
                                        get(),
                                        response(206, FRESH, "Content-Range: bytes 0-1/2")),
                                passes("3.3/partial", "206 without a word", Unstorable.STATUS, get(), response(206)),
                                passes(
                                        "3/understood",
                                        "304: it updates and is not stored",
                                        Unstorable.STATUS,
                                        get(),
                                        response(304, FRESH)),
                                passes(
                                        "3/understood",
                                        "599 that must be understood",
                                        Unstorable.STATUS,
                                        get(),
                                        response(599, "Cache-Control: max-age=60, no-store, must-understand")),
                                passes(
                                        "5.2.2.3/understand",
                                        "599 that must be understood, no-store or not",
                                        Unstorable.STATUS,
                                        get(),
                                        response(599, "Cache-Control: max-age=60, must-understand")),
                                stores(
                                        "5.2.2.3/understand",
                                        "200 that must be understood, though it says no-store",
                                        get(),
                                        response(200, "Cache-Control: max-age=60, no-store, must-understand"))))
                .flatMap(rows -> rows);
    }

    static Row stores(String cites, String says, RequestHead request, ResponseHead response) {
        return stores(cites, says, CACHE, request, response);
    }

    static Row stores(String cites, String says, SharedCache cache, RequestHead request, ResponseHead response) {
        return row(
                cites,
                says + ": stored",
                () -> assertThat(Storing.of(cache, request, response)).isInstanceOf(Storing.Store.class));
    }

    static Row passes(String cites, String says, Unstorable reason, RequestHead request, ResponseHead response) {
        return passes(cites, says, reason, CACHE, request, response);
    }

    static Row passes(
            String cites,
            String says,
            Unstorable reason,
            SharedCache cache,
            RequestHead request,
            ResponseHead response) {
        return row(
                cites,
                says + ": not stored, " + reason,
                () -> assertThat(Storing.of(cache, request, response)).isEqualTo(new Storing.Pass(reason)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }

    @Test
    void noStoreAndPrivateAreObeyedWhoeverDecidesFreshness() {
        for (String directive : List.of("no-store", "private")) {
            assertThat(Storing.of(with(BY_POLICY), get(), ok("Cache-Control: max-age=60, " + directive)))
                    .isInstanceOf(Storing.Pass.class);
        }
    }
}
