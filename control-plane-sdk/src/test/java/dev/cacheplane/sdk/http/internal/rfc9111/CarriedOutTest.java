package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.NOW;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.get;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.request;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.http.internal.rfc9111.InMemoryCache.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decisions one after the other, as the filter will carry them out. */
class CarriedOutTest {
    private static final URI TARGET = URI.create("http://shop.example/a");

    private final List<String> asked = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private InMemoryCache cache = new InMemoryCache(CACHE, this::handle);
    private Instant now = NOW;

    private Reply handle(RequestHead request, URI target) throws IOException {
        asked.add(said(request));
        if (replies.isEmpty()) {
            throw new IOException("the handler broke off");
        }
        return replies.remove();
    }

    private void says(int status, String body, String... lines) {
        replies.add(new Reply(status, fields(lines), body));
    }

    private Reply send(RequestHead request) throws IOException {
        return cache.answer(request, TARGET, now);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void aFreshAnswerIsServedWithItsAge() throws IOException {
        says(200, "one", "Cache-Control: max-age=60");

        assertThat(send(get()).fields().has("age")).isFalse();
        pass(20);
        assertThat(send(get()).body()).isEqualTo("one");
        assertThat(send(get()).fields().only("age")).contains("20");
        assertThat(send(request("HEAD")).body()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aStaleOneIsValidatedAndTheNewsAreTakenOver() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "ETag: \"a\"", "X: 1", "Y: 1");
        says(304, "", "Cache-Control: max-age=600", "ETag: \"a\"", "X: 2");
        send(get());
        pass(60);

        Reply validated = send(get());
        pass(599);
        Reply served = send(get());

        assertThat(asked).containsExactly("GET", "GET If-None-Match: \"a\"");
        assertThat(List.of(validated, served)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("one");
            assertThat(reply.fields().only("x")).contains("2");
            assertThat(reply.fields().only("y")).contains("1");
        });
    }

    @Test
    void aBare304IsAboutTheOneThingThatWasAskedAbout() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "ETag: \"a\"");
        says(304, "");
        send(get());
        pass(60);

        assertThat(send(get()).body()).isEqualTo("one");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a304ThatIsAboutWhatTheClientHasIsForTheClient() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "ETag: \"a\"");
        says(304, "", "ETag: \"c\"");
        send(get());
        pass(60);

        assertThat(send(get("If-None-Match: \"c\"")).status()).isEqualTo(304);
        assertThat(asked).last().isEqualTo("GET If-None-Match: \"a\", \"c\"");
    }

    @Test
    void newsThatSayNoStoreEndItsStoring() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "ETag: \"a\"");
        says(304, "", "Cache-Control: no-store", "ETag: \"a\"");
        says(200, "two");
        send(get());
        pass(60);

        assertThat(send(get()).body()).isEqualTo("one");
        assertThat(send(get()).body()).isEqualTo("two");
        assertThat(asked).last().isEqualTo("GET");
    }

    @Test
    void variantsLiveSideBySide() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "Vary: L");
        says(200, "two", "Cache-Control: max-age=60", "Vary: L");
        send(get("L: 1"));
        send(get("L: 2"));

        assertThat(send(get("L: 1")).body()).isEqualTo("one");
        assertThat(send(get("L: 2")).body()).isEqualTo("two");
    }

    @Test
    void aVariantThatNobodyCanChooseIsAskedAboutAllTheSame() throws IOException {
        says(200, "one", "Cache-Control: max-age=60", "Vary: L", "ETag: \"a\"");
        says(304, "", "ETag: \"a\"");
        send(get("L: 1"));

        assertThat(send(get("L: 2")).body()).isEqualTo("one");
        assertThat(send(get("L: 2")).body()).isEqualTo("one");
        assertThat(asked).containsExactly("GET L: 1", "GET L: 2; If-None-Match: \"a\"");
    }

    @Test
    void aWriteTakesOutItsTarget() throws IOException {
        says(200, "one", "Cache-Control: max-age=60");
        says(500, "failed");
        says(204, "");
        says(200, "two", "Cache-Control: max-age=60");
        send(get());
        send(request("PUT"));
        assertThat(send(get()).body()).isEqualTo("one");

        send(request("PUT"));

        assertThat(send(get()).body()).isEqualTo("two");
    }

    @Test
    void aFailureIsHiddenWhereStaleAnswersAreAllowed() throws IOException {
        cache = new InMemoryCache(
                with(BY_RESPONSE.with(PolicyField.STALE_IF_ERROR, Duration.ofMinutes(1))), this::handle);
        says(200, "one", "Cache-Control: max-age=60");
        says(503, "failed");
        send(get());
        pass(119);

        assertThat(send(get()).body()).isEqualTo("one");
        assertThat(send(get()).body()).as("an exception, now").isEqualTo("one");
        pass(1);
        assertThatThrownBy(() -> send(get())).isInstanceOf(IOException.class);
    }

    @Test
    void whereTheyAreNotTheFailureIsTheAnswer() throws IOException {
        says(200, "one", "Cache-Control: max-age=60");
        says(503, "failed");
        send(get());
        pass(60);

        assertThat(send(get()).body()).isEqualTo("failed");
    }

    @Test
    void aStaleAnswerIsServedFirstAndRefreshedThen() throws IOException {
        says(200, "one", "Cache-Control: max-age=60, stale-while-revalidate=60");
        says(200, "two", "Cache-Control: max-age=60");
        send(get());
        pass(60);

        assertThat(send(get()).body()).isEqualTo("one");
        assertThat(send(get()).body()).isEqualTo("two");
    }

    @Test
    void headRenewsWhatIsTheSameAndTakesOutWhatIsNot() throws IOException {
        says(200, "one", "Cache-Control: max-age=60");
        says(200, "", "Cache-Control: max-age=600", "Content-Length: 3");
        says(200, "", "Content-Length: 4");
        says(200, "four", "Cache-Control: max-age=60");
        send(get());
        pass(60);
        send(request("HEAD"));
        pass(599);
        assertThat(send(get()).body()).isEqualTo("one");
        pass(1);
        send(request("HEAD"));

        assertThat(send(get()).body()).isEqualTo("four");
    }

    @Test
    void conditionsAndRangesAreAnsweredFromTheStore() throws IOException {
        says(200, "0123456789", "Cache-Control: max-age=60", "ETag: \"a\"", "Content-Length: 10");
        send(get());

        Reply part = send(get("Range: bytes=2-3"));

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("23");
        assertThat(part.fields().only("content-length")).contains("2");
        assertThat(send(get("If-None-Match: \"a\"", "Range: bytes=2-3")).status())
                .isEqualTo(304);
        assertThat(send(get("Range: bytes=10-")).status()).isEqualTo(416);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aMissIsNoneOfTheCachesBusiness() throws IOException {
        says(304, "");
        says(206, "23", "Content-Range: bytes 2-3/10");
        says(200, "one", "Cache-Control: private");

        assertThat(send(get("If-None-Match: \"a\"")).status()).isEqualTo(304);
        assertThat(send(get("Range: bytes=2-3")).status()).isEqualTo(206);
        assertThat(send(get())).isEqualTo(new Reply(200, fields("Cache-Control: private"), "one"));
        assertThat(asked).containsExactly("GET If-None-Match: \"a\"", "GET Range: bytes=2-3", "GET");
        assertThat(send(get("Cache-Control: only-if-cached")).status()).isEqualTo(504);
    }
}
