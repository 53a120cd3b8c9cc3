package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.keyed;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.ok;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.with;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static dev.cacheplane.sdk.http.internal.rfc9111.StoringTest.passes;
import static dev.cacheplane.sdk.http.internal.rfc9111.StoringTest.stores;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a response is stored that others must not get, or that is not what it seems. */
class StoringSafelyTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final SharedCache SHARING = with(keyed(List.of(), List.of(), true));

    static Stream<Row> rows() {
        return Stream.concat(users(), fields());
    }

    private static Stream<Row> users() {
        RequestHead authorized = get("Authorization: Basic x");
        return Stream.of(
                passes(
                        "3/authorization",
                        "an answer to Authorization",
                        Unstorable.AUTHORIZATION,
                        authorized,
                        ok(FRESH)),
                passes(
                        "3.5/authorization",
                        "with Expires",
                        Unstorable.AUTHORIZATION,
                        authorized,
                        ok(date("Expires", 60))),
                stores("3.5/public", "with public", authorized, ok("Cache-Control: public, max-age=60")),
                stores("3.5/s-maxage", "with s-maxage", authorized, ok("Cache-Control: s-maxage=60")),
                stores(
                        "3.5/must-revalidate",
                        "with must-revalidate",
                        authorized,
                        ok("Cache-Control: must-revalidate, max-age=60")),
                passes(
                        "3.5/authorization",
                        "with proxy-revalidate",
                        Unstorable.AUTHORIZATION,
                        authorized,
                        ok("Cache-Control: proxy-revalidate, max-age=60")),
                passes(
                        "3.5/authorization",
                        "with public that no-store takes back",
                        Unstorable.NO_STORE,
                        authorized,
                        ok("Cache-Control: public, no-store")),
                stores(
                        "3.5/authorization",
                        "where the policy says that all get the same",
                        SHARING,
                        authorized,
                        ok(FRESH)),
                stores(
                        "3.5/authorization",
                        "where the key tells users apart",
                        with(keyed(List.of("authorization"), List.of(), false)),
                        authorized,
                        ok(FRESH)),
                passes("7.1/cookie", "an answer to Cookie", Unstorable.COOKIE, get("Cookie: a=b"), ok(FRESH)),
                passes(
                        "7.1/cookie",
                        "must-revalidate says nothing of cookies",
                        Unstorable.COOKIE,
                        get("Cookie: a=b"),
                        ok("Cache-Control: must-revalidate, max-age=60")),
                stores(
                        "7.1/cookie",
                        "an answer to Cookie that is public",
                        get("Cookie: a=b"),
                        ok("Cache-Control: public, max-age=60")),
                stores(
                        "7.1/cookie",
                        "an answer to Cookie where all get the same",
                        SHARING,
                        get("Cookie: a=b"),
                        ok(FRESH)),
                stores(
                        "7.1/cookie",
                        "an answer to Cookie that the key knows",
                        with(keyed(List.of(), List.of("a"), false)),
                        get("Cookie: a=b"),
                        ok(FRESH)),
                passes(
                        "7.3/set-cookie",
                        "a response that sets a cookie",
                        Unstorable.SET_COOKIE,
                        get(),
                        ok(FRESH, "Set-Cookie: a=b")),
                passes(
                        "7.3/set-cookie",
                        "newcomers share a key, whatever cookies are in it",
                        Unstorable.SET_COOKIE,
                        with(keyed(List.of(), List.of("a"), false)),
                        get(),
                        ok(FRESH, "Set-Cookie: a=b")),
                passes(
                        "7.3/set-cookie",
                        "the old form too",
                        Unstorable.SET_COOKIE,
                        get(),
                        ok(FRESH, "Set-Cookie2: a=b")),
                stores(
                        "7.3/set-cookie",
                        "one that is public",
                        get(),
                        ok("Cache-Control: public, max-age=60", "Set-Cookie: a=b")),
                stores("7.3/set-cookie", "one that all get", SHARING, get(), ok(FRESH, "Set-Cookie: a=b")),
                stores(
                        "5.2.2.7/fields",
                        "one whose cookie alone is private",
                        get(),
                        ok("Cache-Control: private=\"Set-Cookie\", max-age=60", "Set-Cookie: a=b")));
    }

    private static Stream<Row> fields() {
        return Stream.of(
                passes("4.1/star", "Vary: *", Unstorable.VARY, get(), ok(FRESH, "Vary: a, *")),
                passes(
                        "7.2/smuggling",
                        "a line within a value",
                        Unstorable.FIELDS,
                        get(),
                        ok(FRESH, "a: b\r\nSet-Cookie: c=d")),
                passes("7.2/smuggling", "NUL", Unstorable.FIELDS, get(), ok(FRESH, "a: b\u0000c")),
                passes(
                        "7.2/smuggling",
                        "what becomes a line feed when it is cut to a byte",
                        Unstorable.FIELDS,
                        get(),
                        ok(FRESH, "a: \u560a")),
                passes("7.2/smuggling", "a name that is none", Unstorable.FIELDS, get(), ok(FRESH, "a b: c")),
                passes(
                        "7.2/smuggling",
                        "a header of 64 KB",
                        Unstorable.FIELDS,
                        get(),
                        ok(FRESH, "a: " + "b".repeat(65536))),
                passes(
                        "3.1/connection",
                        "Connection takes Vary away",
                        Unstorable.INCOHERENT,
                        get(),
                        ok(FRESH, "Vary: a", "Connection: vary")),
                passes(
                        "3.1/directives",
                        "private takes the content's coding away",
                        Unstorable.INCOHERENT,
                        get(),
                        ok("Cache-Control: private=\"content-encoding\", max-age=60", "Content-Encoding: gzip")),
                stores("3.1/connection", "Connection lists what is not there", get(), ok(FRESH, "Connection: vary")),
                passes(
                        "3.3/incomplete",
                        "more than the policy lets in, by its own word",
                        Unstorable.SIZE,
                        get(),
                        ok(FRESH, "Content-Length: 1048577")),
                row("3.3/incomplete", "less has come than was announced", () -> {
                    StoredResponse announced = stored(FRESH, "Content-Length: 3");
                    assertThat(Storing.whenComplete(CACHE, announced, 3)).isEmpty();
                    assertThat(Storing.whenComplete(CACHE, announced, 2)).contains(Unstorable.INCOMPLETE);
                    assertThat(Storing.whenComplete(CACHE, announced, 4)).contains(Unstorable.INCOMPLETE);
                    assertThat(Storing.whenComplete(CACHE, stored(FRESH, "Content-Length: x"), 0))
                            .contains(Unstorable.INCOMPLETE);
                    assertThat(Storing.whenComplete(CACHE, stored(FRESH), 1 << 20))
                            .isEmpty();
                    assertThat(Storing.whenComplete(CACHE, stored(FRESH), (1 << 20) + 1))
                            .contains(Unstorable.SIZE);
                }),
                passes(
                        "4.2.4/permitted",
                        "stale when it comes",
                        Unstorable.STALE,
                        get(),
                        ok("Cache-Control: max-age=0")),
                passes("4.2.4/permitted", "stale by its Age", Unstorable.STALE, get(), ok(FRESH, "Age: 60")),
                stores(
                        "4.3.1/tags",
                        "stale, but it can be validated",
                        get(),
                        ok("Cache-Control: max-age=0", "ETag: \"a\"")),
                stores(
                        "4.2.4/rfc5861",
                        "stale, but it may be served so",
                        get(),
                        ok("Cache-Control: max-age=0, stale-if-error=60")),
                passes(
                        "4.2.4/prohibited",
                        "stale, and must not be served so",
                        Unstorable.STALE,
                        get(),
                        ok("Cache-Control: max-age=0, stale-if-error=60, must-revalidate")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
