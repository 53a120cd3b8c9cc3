package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.TODAY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.ok;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.response;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.stored;
import static dev.cacheplane.sdk.http.internal.rfc9111.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How stored responses are validated, and what the answer says of them. */
class ValidationTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final String CHANGED = date("Last-Modified", -1000);
    private static final StoredResponse A = tagged("\"a\"", 0);
    private static final StoredResponse B = tagged("\"b\"", -10);
    private static final StoredResponse NEW_WEAK = tagged("W/\"w\"", 0);
    private static final StoredResponse OLD_WEAK = tagged("W/\"w\"", -10);
    private static final StoredResponse DATED = stored(FRESH, TODAY, CHANGED);
    private static final StoredResponse BARE = stored(FRESH, TODAY);

    /** For the client's sake too, so that a 304 may be about what the client has. */
    private static final Validation ASKED = Validation.of(get("If-None-Match: \"c\""), List.of(A));

    private static StoredResponse tagged(String tag, long seconds) {
        return stored(FRESH, date("Date", seconds), "ETag: " + tag);
    }

    static Stream<Row> rows() {
        return Stream.of(asking(), answers(), heads()).flatMap(rows -> rows);
    }

    private static Stream<Row> asking() {
        return Stream.of(
                asks("4.3.1/tags", "a tag is sent", get(), List.of(A), "If-None-Match: \"a\""),
                asks("4.3.1/tags", "a weak one as it is", get(), List.of(NEW_WEAK), "If-None-Match: W/\"w\""),
                asks(
                        "4.3.1/modified",
                        "the time of change is sent as it was written",
                        get(),
                        List.of(DATED),
                        CHANGED.replace("Last-Modified", "If-Modified-Since")),
                asks(
                        "4.3.1/modified",
                        "both if there are both",
                        get(),
                        List.of(stored(FRESH, TODAY, CHANGED, "ETag: \"a\"")),
                        "If-None-Match: \"a\"",
                        CHANGED.replace("Last-Modified", "If-Modified-Since")),
                asks(
                        "4.3.1/modified",
                        "no time of change for several",
                        get(),
                        List.of(DATED, A),
                        "If-None-Match: \"a\""),
                asks(
                        "4.1/none",
                        "all tags if none could be chosen, each once",
                        get(),
                        List.of(A, B, A),
                        "If-None-Match: \"a\", \"b\""),
                asks("4.3.1/tags", "nothing if there is nothing to ask by", get(), List.of(BARE)),
                asks(
                        "4.3.1/tags",
                        "what is no tag and no date is not sent",
                        get(),
                        List.of(stored(FRESH, "ETag: abc", "Last-Modified: x"))),
                asks(
                        "4.3.2/union",
                        "the client's tags too",
                        get("If-None-Match: \"c\", \"a\""),
                        List.of(A, B),
                        "If-None-Match: \"a\", \"b\", \"c\""),
                asks("4.3.2/union", "but not any", get("If-None-Match: *"), List.of(A), "If-None-Match: \"a\""),
                asks("4.3.2/union", "and not without ours", get("If-None-Match: \"c\""), List.of(BARE)),
                row(
                        "4.3.1/subrange",
                        "the handler is asked for all of it, under no condition of the client",
                        () -> assertThat(Validation.of(get("Range: bytes=0-1"), List.of(A))
                                        .withheld())
                                .containsExactlyInAnyOrder("range", "if-range", "if-none-match", "if-modified-since")),
                row(
                        "4.3.1/tags",
                        "where there is nothing to ask by the client's conditions stay its own",
                        () -> assertThat(Validation.of(get("If-None-Match: \"c\""), List.of(BARE))
                                        .withheld())
                                .isEmpty()));
    }

    private static Stream<Row> answers() {
        return Stream.of(
                updates("4.3.4/strong", "a strong tag: those with the same", List.of(A, B), List.of(A), "ETag: \"a\""),
                updates("4.3.4/strong", "all of them", List.of(A, B, A), List.of(A, A), "ETag: \"a\""),
                updates(
                        "4.3.4/strong",
                        "a weak one with the same letters is another",
                        List.of(NEW_WEAK),
                        List.of(),
                        "ETag: \"w\""),
                updates(
                        "4.3.4/other",
                        "a strong tag that nobody has: none",
                        List.of(A, B),
                        List.of(),
                        "ETag: \"c\"",
                        CHANGED),
                updates(
                        "4.3.4/strong",
                        "a time of change that is settled: those with the same",
                        List.of(DATED, A, DATED),
                        List.of(DATED, DATED),
                        CHANGED,
                        TODAY),
                updates(
                        "4.3.4/other",
                        "another time of change: none",
                        List.of(DATED),
                        List.of(),
                        date("Last-Modified", -999)),
                updates(
                        "4.3.4/weak",
                        "a weak tag: the newest with the same",
                        List.of(OLD_WEAK, NEW_WEAK, A),
                        List.of(NEW_WEAK),
                        "ETag: W/\"w\""),
                updates(
                        "4.3.4/weak",
                        "a strong one with the same letters will do",
                        List.of(A),
                        List.of(A),
                        "ETag: W/\"a\""),
                updates(
                        "4.3.4/weak",
                        "a time of change that is not settled: the newest with the same",
                        List.of(stored(FRESH, date("Date", -1), TODAY.replace("Date", "Last-Modified"))),
                        1,
                        TODAY.replace("Date", "Last-Modified"),
                        TODAY),
                updates("4.3.4/other", "another weak one: none", List.of(OLD_WEAK), List.of(), "ETag: W/\"x\""),
                updates("4.3.4/none", "no validator: the only one, if it has none", List.of(BARE), List.of(BARE)),
                updates("4.3.4/none", "not if it has one", List.of(A), List.of()),
                updates("4.3.4/none", "not if there are two", List.of(BARE, BARE), List.of()),
                row(
                        "4.3.4/weak",
                        "a time of change that is not settled names the newest, one that is names all",
                        () -> {
                            String unsettled = date("Last-Modified", -1);
                            StoredResponse older = stored(FRESH, date("Date", -1), unsettled);
                            StoredResponse newer = stored(FRESH, TODAY, unsettled);
                            assertThat(Freshening.identify(
                                            List.of(newer, older), ASKED, response(304, unsettled, date("Date", -1))))
                                    .containsExactly(newer);
                            assertThat(Freshening.identify(
                                            List.of(newer, older), ASKED, response(304, unsettled, TODAY)))
                                    .containsExactly(newer, older);
                        }),
                row("4.3.4/none", "one that has a validator if nothing else was asked about", () -> {
                    ResponseHead bare = response(304);
                    Validation one = Validation.of(get(), List.of(A));
                    assertThat(Freshening.identify(List.of(A), one, bare)).containsExactly(A);
                    assertThat(Freshening.identify(List.of(A), Validation.of(get(), List.of(BARE)), bare))
                            .as("nothing was asked about")
                            .isEmpty();
                    assertThat(Freshening.identify(List.of(A, B), Validation.of(get(), List.of(A, B)), bare))
                            .isEmpty();
                    assertThat(Freshening.identify(List.of(DATED), Validation.of(get(), List.of(DATED)), bare))
                            .containsExactly(DATED);
                }),
                row("4.3.3/304", "a stale response is fresh once it is validated", () -> {
                    StoredResponse stale = stored("Cache-Control: max-age=60", date("Date", -100), "ETag: \"a\"");
                    assertThat(stale.ttl(Duration.ZERO)).isNegative();
                    ResponseHead renewed = Freshening.renewed(stale, response(304, TODAY, "ETag: \"a\""));
                    assertThat(stored(CACHE, renewed).ttl(Duration.ZERO)).hasSeconds(60);
                }),
                row(
                        "4.3.4/update",
                        "news that say no-store end its storing",
                        () -> assertThat(Storing.of(
                                        CACHE,
                                        get(),
                                        Freshening.renewed(A, response(304, "Cache-Control: no-store", "ETag: \"a\""))))
                                .isEqualTo(new Storing.Pass(Unstorable.NO_STORE))),
                row("4.3.2/ours", "a client that has another one gets the content", () -> {
                    assertThat(Preconditions.of(get("If-None-Match: \"c\""), A)).isEqualTo(Preconditions.SEND);
                    assertThat(Preconditions.of(get("If-None-Match: \"c\", \"a\""), A))
                            .isEqualTo(Preconditions.NOT_MODIFIED);
                }));
    }

    private static Stream<Row> heads() {
        StoredResponse both = stored(FRESH, TODAY, "ETag: \"a\"", CHANGED);
        return Stream.of(
                tells("4.3.5/update", HeadUpdate.RENEW, both, ok("ETag: \"a\"", CHANGED, "Content-Length: 9")),
                tells("4.3.5/update", HeadUpdate.RENEW, both, ok("ETag: \"a\"")),
                tells("4.3.5/update", HeadUpdate.RENEW, both, ok("Template: 2")),
                tells("4.3.5/update", HeadUpdate.RENEW, BARE, ok("Content-Length: 9")),
                tells("4.3.5/stale", HeadUpdate.MAKE_STALE, both, ok("ETag: \"b\"", CHANGED)),
                tells("4.3.5/stale", HeadUpdate.MAKE_STALE, both, ok("ETag: \"a\"", date("Last-Modified", 0))),
                tells("4.3.5/stale", HeadUpdate.MAKE_STALE, both, ok("ETag: \"a\"", "Content-Length: 8")),
                tells("4.3.5/stale", HeadUpdate.MAKE_STALE, BARE, ok("ETag: \"a\"")),
                tells("4.3.5/stale", HeadUpdate.MAKE_STALE, stored(CACHE, response(404, FRESH)), ok()),
                tells("4.3.5/status", HeadUpdate.NONE, both, response(410, "ETag: \"b\"")),
                tells("4.3.5/status", HeadUpdate.NONE, both, response(304, "ETag: \"b\"")),
                tells("4.3.5/status", HeadUpdate.NONE, both, response(500)));
    }

    private static Row asks(
            String cites, String says, RequestHead request, List<StoredResponse> stored, String... lines) {
        return row(
                cites,
                says,
                () -> assertThat(Validation.of(request, stored).preconditions()).isEqualTo(fields(lines)));
    }

    private static Row updates(
            String cites, String says, List<StoredResponse> candidates, List<StoredResponse> updated, String... lines) {
        return row(
                cites,
                "304 with " + says,
                () -> assertThat(Freshening.identify(candidates, ASKED, response(304, lines)))
                        .isEqualTo(updated));
    }

    private static Row updates(
            String cites, String says, List<StoredResponse> candidates, int updated, String... lines) {
        return row(
                cites,
                "304 with " + says,
                () -> assertThat(Freshening.identify(candidates, ASKED, response(304, lines)))
                        .hasSize(updated));
    }

    private static Row tells(String cites, HeadUpdate update, StoredResponse stored, ResponseHead head) {
        return row(
                cites,
                head.status() + " to HEAD with" + said(head.fields()) + " says " + update + " of " + stored.status()
                        + said(stored.fields()),
                () -> assertThat(HeadUpdate.of(stored, head, 9)).isEqualTo(update));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void holds(Row row) throws Throwable {
        row.check().execute();
    }
}
