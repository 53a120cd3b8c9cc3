package dev.cacheplane.sdk.http.internal.rfc9111;

import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_POLICY;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.BY_RESPONSE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.CACHE;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.NOW;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.date;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.fields;
import static dev.cacheplane.sdk.http.internal.rfc9111.Given.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for whatever is sent: promises of the tables, without the tables. */
class RandomMessagesTest {
    private static final int MESSAGES = 4_000;

    private static final List<String> DIRECTIVES = List.of(
            "max-age=100",
            "max-age=0",
            "MAX-AGE=\"50\"",
            "max-age=x",
            "s-maxage=100",
            "s-maxage=0",
            "no-store",
            "No-Cache",
            "no-cache=\"a\"",
            "private",
            "private=\"a, b\"",
            "public",
            "must-revalidate",
            "proxy-revalidate",
            "must-understand",
            "immutable",
            "stale-while-revalidate=50",
            "stale-if-error=50",
            "foo",
            "bar=\"no-store, private\"",
            "x=\"",
            "=",
            ",");
    private static final List<String> WISHES = List.of(
            "max-age=0",
            "max-age=50",
            "max-stale",
            "max-stale=20",
            "min-fresh=50",
            "no-cache",
            "no-store",
            "only-if-cached",
            "stale-if-error=500",
            "foo=\"x");
    private static final List<String> RESPONSE_LINES = List.of(
            "ETag: \"a\"",
            "ETag: W/\"a\"",
            "ETag: a",
            "Age: 30",
            "Age: x",
            "Expires: 0",
            date("Expires", 60),
            date("Date", -20),
            date("Last-Modified", -1000),
            "Vary: a",
            "Vary: *",
            "Vary: accept-encoding, b",
            "Set-Cookie: a=b",
            "Connection: a, vary",
            "Keep-Alive: x",
            "Transfer-Encoding: chunked",
            "a: 1",
            "b: 2",
            "c: 3\r\nd: 4",
            "Content-Length: 11",
            "Content-Length: x",
            "CDN-Cache-Control: max-age=70",
            "CDN-Cache-Control: no-store",
            "CDN-Cache-Control: \u0000");
    private static final List<String> REQUEST_LINES = List.of(
            "Authorization: x",
            "Cookie: a=b",
            "Pragma: no-cache",
            "If-None-Match: \"a\"",
            "If-None-Match: *, \"",
            "If-Match: \"a\"",
            "If-Range: \"a\"",
            "Range: bytes=0-1,4-",
            "Range: bytes=-0",
            "Accept-Encoding: gzip",
            "a: 1",
            date("If-Modified-Since", 0));
    private static final List<Integer> STATUSES =
            List.of(100, 200, 200, 200, 203, 206, 299, 302, 304, 404, 500, 503, 599, 700);
    private static final List<CachePolicy> POLICIES = List.of(
            BY_RESPONSE, BY_POLICY, BY_RESPONSE.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(30)));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void promisesHold(long seed) {
        Random random = new Random(seed);
        int stored = 0;
        for (int i = 0; i < MESSAGES; i++) {
            Exchange exchange = Exchange.of(random);
            Storing storing = Storing.of(exchange.cache, exchange.request, exchange.response);
            if (storing instanceof Storing.Store store) {
                stored++;
                exchange.checkStored(store.response());
                exchange.checkReuse(store.response(), Duration.ofSeconds(random.nextInt(300)), random);
            }
        }
        assertThat(stored).as("stored with seed %s", seed).isGreaterThan(MESSAGES / 50);
    }

    private record Exchange(SharedCache cache, RequestHead request, ResponseHead response) {
        static Exchange of(Random random) {
            CachePolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
            SharedCache cache = new SharedCache(policy, CACHE.methods(), CACHE.targets(), random.nextBoolean());
            int status = STATUSES.get(random.nextInt(STATUSES.size()));
            Fields sent = lines(random, DIRECTIVES, RESPONSE_LINES);
            return new Exchange(cache, request(random), new ResponseHead(status, sent, NOW, Duration.ZERO));
        }

        static RequestHead request(Random random) {
            String method = random.nextInt(5) == 0 ? "HEAD" : "GET";
            return new RequestHead(method, lines(random, WISHES, REQUEST_LINES));
        }

        private static Fields lines(Random random, List<String> directives, List<String> others) {
            List<String> lines = new ArrayList<>();
            for (int line = random.nextInt(3); line > 0; line--) {
                lines.add("Cache-Control: " + some(random, directives, 3));
            }
            for (int line = random.nextInt(4); line > 0; line--) {
                lines.add(others.get(random.nextInt(others.size())));
            }
            return fields(lines.toArray(String[]::new));
        }

        private static String some(Random random, List<String> from, int most) {
            return random.ints(random.nextInt(most + 1), 0, from.size())
                    .distinct()
                    .mapToObj(from::get)
                    .collect(Collectors.joining(", "));
        }

        /** Simpler than the code: it looks for words. */
        private boolean responseSays(String word) {
            boolean targeted = response.fields().has("cdn-cache-control");
            return !targeted
                    && response.fields().values("cache-control").stream()
                            .map(line -> line.toLowerCase(Locale.ROOT).replace("bar=\"no-store, private\"", ""))
                            .anyMatch(line -> line.contains(word));
        }

        void checkStored(StoredResponse stored) {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(response.status()).isBetween(200, 599).isNotIn(206, 304, 700);
            assertThat(responseSays("no-store") && !responseSays("must-understand"))
                    .as(toString())
                    .isFalse();
            assertThat(said(request)).doesNotContain("no-store");
            assertThat(stored.fields().areSound()).isTrue();
            assertThat(stored.vary().anything()).isFalse();
            for (String name : Set.of("connection", "keep-alive", "transfer-encoding", "age")) {
                assertThat(stored.fields().has(name)).as(name).isFalse();
            }
            if (!responseSays("public")
                    && !responseSays("s-maxage")
                    && !response.fields().has("cdn-cache-control")) {
                assertThat(request.has("cookie")).as(toString()).isFalse();
                assertThat(stored.fields().has("set-cookie")).as(toString()).isFalse();
                assertThat(request.has("authorization") && !responseSays("must-revalidate"))
                        .isFalse();
            }
        }

        void checkReuse(StoredResponse stored, Duration resident, Random random) {
            RequestHead next = request(random);
            Reuse reuse = Reuse.of(cache, next, stored, resident);
            Duration ttl = stored.ttl(resident);
            if (reuse instanceof Reuse.Serve serve) {
                assertThat(serve.ttl()).isEqualTo(ttl);
                assertThat(serve.age()).isGreaterThanOrEqualTo(resident);
                assertThat(stored.standing().validateAlways()).isFalse();
                boolean allowed = said(next).contains("max-stale") || serve.refresh();
                assertThat(ttl.compareTo(Duration.ZERO) > 0 ? !serve.refresh() : allowed)
                        .isTrue();
                if (responseSays("must-revalidate") || responseSays("proxy-revalidate")) {
                    assertThat(ttl).as(toString()).isPositive();
                }
                assertThat(Ranging.of(next, stored, 11)).isNotNull();
                assertThat(Preconditions.of(next, stored)).isNotNull();
            } else {
                assertThat(reuse instanceof Reuse.Refuse).isEqualTo(said(next).contains("only-if-cached"));
            }
            Answer answer = Answer.whole(stored, stored.age(resident));
            assertThat(answer.fields().values("age")).hasSize(1);
        }
    }
}
