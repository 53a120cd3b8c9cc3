package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.NOW;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.TODAY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.response;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EntityTags;
import dev.cacheplane.policy.PolicyField;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which fields are stored, sent again, and renewed. */
class StoredFieldsTest {
    private static final String FRESH = "Cache-Control: public, max-age=60";

    static Stream<Row> rows() {
        return Stream.of(kept(), left(), sent(), renewed()).flatMap(rows -> rows);
    }

    private static Stream<Row> kept() {
        return Stream.of(
                        "Test-Header: x",
                        "X-Test-Header: x",
                        "Content-Foo: x",
                        "Content-Encoding: gzip",
                        "Content-Length: 3",
                        "Content-Location: /x",
                        "Content-MD5: x",
                        "Content-Security-Policy: x",
                        "Content-Type: text/plain",
                        "Clear-Site-Data: x",
                        "ETag: \"x\"",
                        date("Expires", 90),
                        "Public-Key-Pins: x",
                        "Set-Cookie: a=b",
                        "Set-Cookie2: a=b",
                        "X-Frame-Options: deny",
                        "X-XSS-Protection: 1",
                        "Cache-Status: other; hit",
                        "CDN-Cache-Control: max-age=60",
                        "Warning: 110 - \"x\"",
                        "Vary: a",
                        date("Last-Modified", -60))
                .map(line -> row(
                        line.startsWith("Warning") ? "5.5/warning" : "3.1/all",
                        line + " is stored",
                        () -> assertThat(stored(FRESH, TODAY, line).fields()).isEqualTo(fields(FRESH, TODAY, line))));
    }

    private static Stream<Row> left() {
        return Stream.concat(
                Stream.of("Keep-Alive", "TE", "Transfer-Encoding", "Upgrade", "Connection", "Trailer", "Age")
                        .map(name ->
                                leaves("3.1/hop", name + " is not", fields(FRESH, TODAY), FRESH, TODAY, name + ": 0")),
                Stream.of(
                        leaves(
                                "3.1/proxy",
                                "nor is what is between a client and a proxy",
                                fields(FRESH, TODAY),
                                FRESH,
                                TODAY,
                                "Proxy-Authenticate: x",
                                "Proxy-Authentication-Info: x",
                                "Proxy-Authorization: x",
                                "Proxy-Connection: x"),
                        leaves(
                                "3.1/connection",
                                "nor what Connection lists",
                                fields(FRESH, TODAY, "c: 3"),
                                FRESH,
                                TODAY,
                                "Connection: A, b",
                                "a: 1",
                                "B: 2",
                                "c: 3"),
                        leaves(
                                "3.1/directives",
                                "nor what private lists",
                                fields("Cache-Control: private=\"A\", max-age=60", TODAY, "b: 2"),
                                "Cache-Control: private=\"A\", max-age=60",
                                TODAY,
                                "a: 1",
                                "b: 2"),
                        leaves(
                                "5.2.2.4/fields",
                                "nor what no-cache lists",
                                fields("Cache-Control: no-cache=\"A, b\", max-age=60", TODAY, "c: 3"),
                                "Cache-Control: no-cache=\"A, b\", max-age=60",
                                TODAY,
                                "a: 1",
                                "b: 2",
                                "c: 3"),
                        leaves(
                                "9110-6.6.1",
                                "a response without Date was made when it came",
                                fields(FRESH, TODAY),
                                FRESH),
                        leaves("9110-6.6.1", "and one whose Date is none", fields(FRESH, TODAY), "Date: x", FRESH)));
    }

    private static Row leaves(
            String cites, String says, dev.cacheplane.sdk.http.internal.fields.Fields kept, String... lines) {
        return row(cites, says, () -> assertThat(stored(lines).fields()).isEqualTo(kept));
    }

    private static Stream<Row> sent() {
        StoredResponse stored = stored(
                FRESH, TODAY, "ETag: \"a\"", "Content-Type: text/plain", "Content-Length: 9", "Age: 7", "Vary: b");
        Duration age = Duration.ofMillis(12_900);
        return Stream.of(
                row(
                        "4/age",
                        "an answer has its age in whole seconds, and one only",
                        () -> assertThat(Answer.whole(stored, age))
                                .isEqualTo(new Answer(
                                        200,
                                        fields(
                                                FRESH,
                                                TODAY,
                                                "ETag: \"a\"",
                                                "Content-Type: text/plain",
                                                "Content-Length: 9",
                                                "Vary: b",
                                                "Age: 12")))),
                row("4/age", "never less than nothing, never more than can be written", () -> {
                    assertThat(Answer.whole(stored, Duration.ofSeconds(-5))
                                    .fields()
                                    .only("age"))
                            .contains("0");
                    assertThat(Answer.whole(stored, Duration.ofDays(36_500))
                                    .fields()
                                    .only("age"))
                            .contains("2147483648");
                }),
                row(
                        "9110-15.4.5",
                        "a 304 repeats what tells of the stored response and nothing of its content",
                        () -> assertThat(Answer.notModified(stored, age))
                                .isEqualTo(new Answer(304, fields(FRESH, TODAY, "ETag: \"a\"", "Vary: b", "Age: 12")))),
                row(
                        "3.3/marked",
                        "a part says which",
                        () -> assertThat(Answer.part(stored, new Ranging.Part(2, 4), 9, age))
                                .isEqualTo(new Answer(
                                        206,
                                        fields(
                                                FRESH,
                                                TODAY,
                                                "ETag: \"a\"",
                                                "Content-Type: text/plain",
                                                "Vary: b",
                                                "Content-Range: bytes 2-4/9",
                                                "Content-Length: 3",
                                                "Age: 12")))),
                row("9110-14.6", "several parts are parted by a boundary", () -> {
                    Ranging.Parts parts = new Ranging.Parts(List.of(new Ranging.Part(0, 1), new Ranging.Part(5, 5)));
                    Multipart multipart = Multipart.of(stored, parts, 9, "xyz");
                    String content = multipart.head(parts.parts().get(0)) + "01"
                            + multipart.head(parts.parts().get(1)) + "5" + multipart.end();
                    assertThat(content)
                            .isEqualTo("\r\n--xyz\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/9\r\n\r\n01"
                                    + "\r\n--xyz\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-5/9\r\n\r\n5"
                                    + "\r\n--xyz--\r\n");
                    assertThat(Answer.parts(stored, multipart, age))
                            .isEqualTo(new Answer(
                                    206,
                                    fields(
                                            FRESH,
                                            TODAY,
                                            "ETag: \"a\"",
                                            "Vary: b",
                                            "Content-Type: multipart/byteranges; boundary=xyz",
                                            "Content-Length: " + content.length(),
                                            "Age: 12")));
                }),
                row("9110-8.8.3", "a response is given a tag where the policy wants it, if it has none", () -> {
                    CachePolicy strong = Given.BY_RESPONSE.with(PolicyField.ETAG, EntityTags.STRONG);
                    StoredResponse bare = stored(FRESH, TODAY);
                    StoredResponse tagged = ContentTag.given(bare, new byte[] {1}, strong);
                    assertThat(tagged.fields().only("etag")).get().asString().matches("\"[0-9a-f]{32}\"");
                    assertThat(ContentTag.given(bare, new byte[] {1}, strong)).isEqualTo(tagged);
                    assertThat(ContentTag.given(bare, new byte[] {2}, strong)).isNotEqualTo(tagged);
                    assertThat(ContentTag.given(stored, new byte[] {1}, strong)).isEqualTo(stored);
                    assertThat(ContentTag.given(bare, new byte[] {1}, Given.BY_RESPONSE))
                            .isEqualTo(bare);
                    StoredResponse missing = stored(Given.CACHE, response(404, FRESH));
                    assertThat(ContentTag.given(missing, new byte[] {1}, strong))
                            .isEqualTo(missing);
                }),
                row(
                        "9110-14.4",
                        "what is not there says how much there is",
                        () -> assertThat(Answer.unsatisfiable(new Ranging.Unsatisfiable(9)))
                                .isEqualTo(new Answer(416, fields("Content-Range: bytes */9")))));
    }

    private static Stream<Row> renewed() {
        return Stream.of(
                renews(
                        "3.2/replace",
                        "what is named is replaced, all lines of it, the rest stays",
                        List.of(FRESH, TODAY, "a: 1", "A: 2", "b: 3"),
                        List.of(date("Date", 5), "a: 4"),
                        List.of(FRESH, "b: 3", date("Date", 5), "a: 4")),
                renews(
                        "3.2/replace",
                        "what is new is added",
                        List.of(FRESH, TODAY),
                        List.of(TODAY, "c: 1", "c: 2"),
                        List.of(FRESH, TODAY, "c: 1", "c: 2")),
                renews(
                        "4.3.4/update",
                        "freshness is what the news say",
                        List.of(FRESH, TODAY),
                        List.of(TODAY, "Cache-Control: max-age=3600", "Age: 3"),
                        List.of(TODAY, "Cache-Control: max-age=3600", "Age: 3")),
                renews(
                        "3.2/length",
                        "the length is that of what is stored",
                        List.of(FRESH, TODAY, "Content-Length: 3"),
                        List.of(TODAY, "Content-Length: 0"),
                        List.of(FRESH, "Content-Length: 3", TODAY)),
                renews(
                        "3.2/bytes",
                        "so are its coding and its range",
                        List.of(FRESH, TODAY, "Content-Encoding: gzip"),
                        List.of(TODAY, "Content-Encoding: br", "Content-Range: bytes 0-1/2"),
                        List.of(FRESH, "Content-Encoding: gzip", TODAY)),
                renews(
                        "3.2/excepted",
                        "what is for one hop is not taken over",
                        List.of(FRESH, TODAY, "a: 1"),
                        List.of(TODAY, "Connection: a", "a: 2", "Keep-Alive: x"),
                        List.of(FRESH, "a: 1", TODAY)),
                renews(
                        "9110-6.6.1",
                        "news without a Date are of now",
                        List.of(FRESH, date("Date", -30)),
                        List.of("a: 1"),
                        List.of(FRESH, "a: 1", TODAY)));
    }

    private static Row renews(String cites, String says, List<String> before, List<String> news, List<String> after) {
        return row(cites, says, () -> {
            ResponseHead renewed = Freshening.renewed(
                    stored(before.toArray(String[]::new)), response(304, news.toArray(String[]::new)));
            assertThat(renewed.fields()).isEqualTo(fields(after.toArray(String[]::new)));
            assertThat(renewed.status()).isEqualTo(200);
            assertThat(renewed.received()).isEqualTo(NOW);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
