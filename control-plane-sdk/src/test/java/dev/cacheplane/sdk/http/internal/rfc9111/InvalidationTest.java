package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which requests may have changed something, and what their responses name. The target is {@code http://shop.example/a/b?c}. */
class InvalidationTest {
    private static final URI TARGET = URI.create("http://shop.example/a/b?c");
    private static final String HERE = "http://shop.example/x";

    static Stream<Row> rows() {
        return Stream.of(methods(), statuses(), locations()).flatMap(rows -> rows);
    }

    private static Stream<Row> methods() {
        return Stream.concat(
                Stream.of("POST", "PUT", "DELETE", "PATCH", "M-SEARCH", "MERGE", "PURGE", "get", "FOO")
                        .map(method -> due(method.equals("FOO") ? "4.4/unknown" : "4.4/target", method, 200, true)),
                Stream.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH")
                        .map(method -> due("4.4/target", method, 200, false)));
    }

    private static Stream<Row> statuses() {
        return Stream.concat(
                IntStream.of(201, 204, 299, 301, 303, 399).mapToObj(status -> due("4.4/target", "PUT", status, true)),
                IntStream.of(102, 400, 404, 409, 500, 503, 599)
                        .mapToObj(status -> due("4.4/error", "PUT", status, false)));
    }

    private static Row due(String cites, String method, int status, boolean due) {
        return row(
                cites,
                method + " answered by " + status + (due ? " may have" : " has not") + " changed something",
                () -> {
                    assertThat(Invalidation.isDue(method, status)).isEqualTo(due);
                });
    }

    private static Stream<Row> locations() {
        return Stream.of(
                names("4.4/location", "Location: /x", HERE),
                names("4.4/location", "Content-Location: /x", HERE),
                names("4.4/location", "Location: x?y#z", "http://shop.example/a/x?y"),
                names("4.4/location", "Location: ../x", HERE),
                names("4.4/location", "Location: " + HERE, HERE),
                names("4.4/location", "Location: HTTP://SHOP.example:80/x", "HTTP://SHOP.example:80/x"),
                names("4.4/location", "Content-Location: /a/b?c"),
                names("4.4/origin", "Location: http://evil.example/x"),
                names("4.4/origin", "Location: https://shop.example/x"),
                names("4.4/origin", "Location: http://shop.example:8080/x"),
                names("4.4/origin", "Location: //evil.example/x"),
                names("4.4/origin", "Location: http://shop.example@evil.example/x"),
                names("4.4/origin", "Location: mailto:a@shop.example"),
                names("4.4/location", "Location: http://["),
                names("4.4/location", "Location: a b"),
                row("4.4/location", "a target whose host is no name of the DNS", () -> {
                    URI target = URI.create("http://product_service:8080/a");
                    assertThat(Invalidation.named(target, fields("Location: /x")))
                            .containsExactly(URI.create("http://product_service:8080/x"));
                    assertThat(Invalidation.named(target, fields("Location: http://product_service/x")))
                            .isEmpty();
                }));
    }

    private static Row names(String cites, String line, String... uris) {
        return row(cites, line + " names " + uris.length, () -> {
            assertThat(Invalidation.named(TARGET, fields(line)).stream().map(URI::toString))
                    .containsExactly(uris);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
