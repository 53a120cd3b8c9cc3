package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.fields.Vary;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of several stored responses answers a request. */
class VariantsTest {
    static Stream<Row> rows() {
        return Stream.of(matching(), normal(), choosing()).flatMap(rows -> rows);
    }

    private static Stream<Row> matching() {
        return Stream.of(
                same("4/vary", "Foo", get("Foo: 1"), get("Foo: 1")),
                other("4/vary", "Foo", get("Foo: 1"), get("Foo: 2")),
                same("4.1/match", "Foo, Bar", get("Foo: 1", "Bar: 2", "Baz: 3"), get("Bar: 2", "Foo: 1", "Baz: 4")),
                other("4.1/match", "Foo, Bar", get("Foo: 1", "Bar: 2"), get("Foo: 1", "Bar: 3")),
                other("4.1/match", "Foo, Bar", get("Foo: 1", "Bar: 2"), get("Foo: 2", "Bar: 1")),
                other("4.1/match", "Foo", get("Foo: a"), get("Foo: A")),
                same("4.1/absent", "Foo, Bar", get("Foo: 1"), get("Foo: 1")),
                other("4.1/absent", "Foo", get(), get("Foo: 1")),
                other("4.1/absent", "Foo", get("Foo: 1"), get()),
                other("4.1/absent", "Foo", get(), get("Foo:")),
                other("4.1/absent", "Accept-Encoding", get(), get("Accept-Encoding:")),
                other("4.1/absent", "Foo, Bar", get("Foo: 1"), get("Bar: 1")),
                row(
                        "4.1/star",
                        "a star matches nothing, not even itself",
                        () -> assertThat(new StoredVariant(new Vary(true, List.of()), Selection.of(Vary.NOTHING, get()))
                                        .suits(get()))
                                .isFalse()));
    }

    private static Stream<Row> normal() {
        return Stream.of(
                same("4.1/lines", "Foo", get("Foo: 1, 2"), get("Foo: 1", "Foo: 2")),
                other("4.1/lines", "Foo", get("Foo: 1, 2"), get("Foo: 2", "Foo: 1")),
                same("4.1/space", "Foo", get("Foo: 1"), get("Foo: \t1 ")),
                other("4.1/space", "Foo", get("Foo: 1, 2"), get("Foo: 1,2")),
                same("4.1/space", "Accept", get("Accept: a/b, c/d;q=0.5"), get("Accept: a/b ,, c/d;q=0.5")),
                other("4.1/normal", "Accept", get("Accept: a/b;x=Y"), get("Accept: a/b;x=y")),
                other("4.1/normal", "Accept", get("Accept: a/b, c/d"), get("Accept: c/d, a/b")),
                same(
                        "4.1/normal",
                        "Accept-Language",
                        get("Accept-Language: en, de;q=0.5"),
                        get("Accept-Language: EN,De ; q=0.5")),
                other("4.1/normal", "Accept-Language", get("Accept-Language: en, de"), get("Accept-Language: de, en")),
                same(
                        "4.1/normal",
                        "Accept-Encoding",
                        get("Accept-Encoding: gzip, br"),
                        get("Accept-Encoding: BR", "Accept-Encoding: gzip")),
                other("4.1/normal", "Accept-Encoding", get("Accept-Encoding: gzip"), get("Accept-Encoding: gzip;q=0")));
    }

    private static Stream<Row> choosing() {
        Made older = variant("Foo", get("Foo: 1"), -10);
        Made newer = variant("Foo, Bar", get("Foo: 1"), -5);
        Made plain = variant("", get(), 0);
        Made german = variant("Foo", get("Foo: de"), 0);
        return Stream.of(
                row(
                        "4.1/recent",
                        "of two that match the one made last answers",
                        () -> assertThat(new Variants(List.of(newer, older, german)).choose(get("Foo: 1")))
                                .contains(newer)),
                row(
                        "4/recent",
                        "in whatever order they are stored",
                        () -> assertThat(new Variants(List.of(older, newer)).choose(get("Foo: 1")))
                                .contains(newer)),
                row("4.1/omitted", "one without Vary answers where no other does", () -> {
                    assertThat(new Variants(List.of(plain, older)).choose(get("Foo: 1")))
                            .contains(older);
                    assertThat(new Variants(List.of(plain, older)).choose(get("Foo: 2")))
                            .contains(plain);
                }),
                row(
                        "4.1/none",
                        "none answers where none matches",
                        () -> assertThat(new Variants(List.of(older, german)).choose(get("Foo: fr")))
                                .isEmpty()),
                row("4/recent", "a new one takes the place of one for the same requests", () -> {
                    Made newest = variant("Foo", get("Foo: 1"), 1);
                    assertThat(new Variants(List.of(older, newer, german))
                                    .with(newest, 10)
                                    .all())
                            .containsExactlyInAnyOrder(newer, german, newest);
                }),
                row(
                        "4/recent",
                        "the oldest go where there are too many",
                        () -> assertThat(new Variants(List.of(german, older, newer))
                                        .with(plain, 2)
                                        .all())
                                .containsExactlyInAnyOrder(german, plain)));
    }

    private static Made variant(String vary, RequestHead request, long seconds) {
        String[] lines = {"Cache-Control: max-age=60", date("Date", seconds), "Vary: " + vary};
        return Made.of(stored(lines), request);
    }

    private static Row same(String cites, String vary, RequestHead one, RequestHead other) {
        return row(
                cites,
                said(one) + " gets what" + said(other) + " gets by Vary: " + vary,
                () -> assertThat(variant(vary, one, 0).variant().suits(other)).isTrue());
    }

    private static Row other(String cites, String vary, RequestHead one, RequestHead other) {
        return row(
                cites,
                said(one) + " does not get what" + said(other) + " gets by Vary: " + vary,
                () -> assertThat(variant(vary, one, 0).variant().suits(other)).isFalse());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }

    @Test
    void anyNumberOfUserAgentsAreSoManyVariants() {
        Variants variants = IntStream.range(0, 1000)
                .mapToObj(agent -> variant("User-Agent", get("User-Agent: " + agent), agent % 7 - 10))
                .reduce(Variants.NONE, (all, added) -> all.with(added, 16), (one, other) -> other);

        assertThat(variants.all()).hasSize(16);
    }

    @Test
    void aSecretDoesNotShow() {
        assertThat(Selection.of(new Vary(false, List.of("cookie")), fields("Cookie: secret")))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(Selection.of(new Vary(false, List.of("cookie")), fields("Cookie: other")));
    }
}
