package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests that may have changed something take out. The target is {@code http://shop.example/a/b?c}. */
class InvalidationTest {
    private static final URI TARGET = URI.create("http://shop.example/a/b?c");
    private static final String HERE = "http://shop.example/x";

    static Stream<Row> rows() {
        return Stream.of(methods(), statuses(), locations()).flatMap(rows -> rows);
    }

    private static Stream<Row> methods() {
        return Stream.concat(
                Stream.of("POST", "PUT", "DELETE", "PATCH", "M-SEARCH", "MERGE", "PURGE", "get", "FOO")
                        .map(method ->
                                takes(method.equals("FOO") ? "4.4/unknown" : "4.4/target", method, 200, "", TARGET)),
                Stream.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH")
                        .map(method -> takes("4.4/target", method, 200, "Location: /x")));
    }

    private static Stream<Row> statuses() {
        return Stream.concat(
                IntStream.of(201, 204, 299, 301, 303, 399)
                        .mapToObj(status -> takes("4.4/target", "PUT", status, "", TARGET)),
                IntStream.of(102, 400, 404, 409, 500, 503, 599)
                        .mapToObj(status -> takes("4.4/error", "PUT", status, "Location: /x")));
    }

    private static Stream<Row> locations() {
        return Stream.of(
                takes("4.4/location", "POST", 201, "Location: /x", TARGET, URI.create(HERE)),
                takes("4.4/location", "POST", 201, "Content-Location: /x", TARGET, URI.create(HERE)),
                takes("4.4/location", "POST", 201, "Location: x?y#z", TARGET, URI.create("http://shop.example/a/x?y")),
                takes("4.4/location", "POST", 201, "Location: ../x", TARGET, URI.create(HERE)),
                takes("4.4/location", "POST", 201, "Location: " + HERE, TARGET, URI.create(HERE)),
                takes(
                        "4.4/location",
                        "POST",
                        201,
                        "Location: HTTP://SHOP.example:80/x",
                        TARGET,
                        URI.create("HTTP://SHOP.example:80/x")),
                takes("4.4/location", "PUT", 200, "Content-Location: /a/b?c", TARGET),
                takes("4.4/origin", "POST", 201, "Location: http://evil.example/x", TARGET),
                takes("4.4/origin", "POST", 201, "Location: https://shop.example/x", TARGET),
                takes("4.4/origin", "POST", 201, "Location: http://shop.example:8080/x", TARGET),
                takes("4.4/origin", "POST", 201, "Location: //evil.example/x", TARGET),
                takes("4.4/origin", "POST", 201, "Location: http://shop.example@evil.example/x", TARGET),
                takes("4.4/origin", "POST", 201, "Location: mailto:a@shop.example", TARGET),
                takes("4.4/location", "POST", 201, "Location: http://[", TARGET),
                takes("4.4/location", "POST", 201, "Location: a b", TARGET));
    }

    private static Row takes(String cites, String method, int status, String line, URI... uris) {
        return row(cites, method + " answered by " + status + " " + line + " takes out " + uris.length, () -> {
            assertThat(Invalidation.of(method, TARGET, status, line.isEmpty() ? fields() : fields(line)))
                    .containsExactly(uris);
            assertThat(Invalidation.isDue(method, status)).isEqualTo(uris.length > 0);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
