package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.EntityTags;
import dev.cacheplane.policy.Freshness;
import dev.cacheplane.policy.Invalidates;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.sdk.cache.Target;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get of a service behind the filter, whose handler knows nothing of it. */
class HttpCacheTest {
    private static final PolicySettings ON = Served.ON;
    private static final PolicySettings BY_RESPONSE = ON.with(PolicyField.FRESHNESS, Freshness.RESPONSE);

    private Served served = Served.inMemory((request, response) -> {});

    @AfterEach
    void end() {
        served.close();
    }

    private void serve(PolicySettings policy, Served.Handler handler) {
        served.close();
        served = Served.inMemory(handler).set("/**", policy);
    }

    /** Says how often it has run. */
    private void counting(PolicySettings policy, String... header) {
        serve(policy, (request, response) -> {
            for (int i = 0; i < header.length; i += 2) {
                response.addHeader(header[i], header[i + 1]);
            }
            response.getOutputStream().print("run " + served.runs);
        });
    }

    private void assertAnswer(HttpResponse<String> response, String body, String status) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(Served.status(response)).isEqualTo("shop; " + status);
    }

    @Test
    void whatIsOnIsComputedOnceAndEveryResponseSaysWhereItIsFrom() {
        counting(ON, "Content-Type", "text/plain", "X-Own", "kept");

        assertAnswer(served.get("/a"), "run 1", "fwd=uri-miss; fwd-status=200; stored");
        served.pass(Duration.ofSeconds(7));
        HttpResponse<String> hit = served.get("/a");

        assertThat(hit.body()).isEqualTo("run 1");
        assertThat(Served.status(hit)).startsWith("shop; hit; ttl=53; detail=");
        assertThat(hit.headers().firstValue("Age")).hasValue("7");
        assertThat(hit.headers().firstValue("X-Own")).hasValue("kept");
        assertThat(hit.headers().firstValue("Content-Length")).hasValue("5");
        served.pass(Duration.ofSeconds(60));
        assertThat(served.get("/a").body()).isEqualTo("run 2");
    }

    @Test
    void whatIsOffIsTheHandlersAlone() {
        counting(PolicySettings.EMPTY);

        assertAnswer(served.get("/a"), "run 1", "fwd=bypass; detail=policy");
        assertAnswer(served.get("/a"), "run 2", "fwd=bypass; detail=policy");
    }

    @Test
    void switchedOffAndOnAgainNothingComesBack() {
        counting(ON);
        served.get("/a");
        served.set("/**", ON.with(PolicyField.SHOULD_CACHE, false));
        assertThat(served.get("/a").body()).isEqualTo("run 2");
        served.set("/**", ON);
        assertThat(served.get("/a").body()).isEqualTo("run 3");
        assertThat(served.get("/a").body()).isEqualTo("run 3");
    }

    @Test
    void headIsAnsweredWithWhatGetGot() {
        counting(ON, "ETag", "\"1\"");
        served.get("/a");

        HttpResponse<String> head = served.send("HEAD", "/a");

        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(served.runs).hasValue(1);
    }

    @Test
    void conditionsAndRangesAreAnsweredFromWhatIsStored() {
        counting(ON, "ETag", "\"1\"", "Content-Type", "text/plain");
        served.get("/a");

        assertThat(served.get("/a", "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(304);
        assertThat(served.get("/a", "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
        HttpResponse<String> part = served.get("/a", "Range", "bytes=-1");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("1");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-4/5");
        assertThat(served.get("/a", "Range", "bytes=9-").statusCode()).isEqualTo(416);
        assertThat(served.get("/a", "Range", "bytes=0-0,4-4").body()).contains("bytes 0-0/5", "bytes 4-4/5");
        assertThat(served.runs).hasValue(1);
    }

    @Test
    void aBodyWithoutATagIsGivenOneIfThePolicyWantsIt() {
        counting(ON.with(PolicyField.ETAG, EntityTags.STRONG));
        served.get("/a");

        String tag = served.get("/a").headers().firstValue("ETag").orElseThrow();

        assertThat(served.get("/a", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void aStaleResponseIsValidatedAndItsBodyKept() {
        serve(BY_RESPONSE, (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            response.setHeader("Cache-Control", "max-age=10");
            response.setHeader("X-Run", served.runs.toString());
            if ("\"1\"".equals(request.getHeader("If-None-Match"))) {
                response.setStatus(304);
            } else {
                response.getOutputStream().print("body");
            }
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(11));

        HttpResponse<String> validated = served.get("/a");

        assertAnswer(validated, "body", "fwd=stale; fwd-status=304; stored");
        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(validated.headers().firstValue("X-Run")).hasValue("2");
        assertThat(Served.status(served.get("/a"))).startsWith("shop; hit; ttl=10");
        assertThat(served.runs).hasValue(2);
    }

    @Test
    void ofAllWhoAskAtOnceOneGoesToTheHandler() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        serve(ON, (request, response) -> {
            waitFor(mayAnswer);
            response.getOutputStream().print("run " + served.runs);
        });
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 40)
                .mapToObj(i -> served.sendAsync("GET", "/a"))
                .toList();
        await().until(() -> served.runs.get() == 1);
        mayAnswer.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("run 1"));
        assertThat(served.runs).hasValue(1);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsNotForStoringSetsTheOthersFreeAsSoonAsItsHeadIsKnown() {
        CountDownLatch all = new CountDownLatch(10);
        serve(ON, (request, response) -> {
            response.setHeader("Cache-Control", "no-store");
            response.flushBuffer();
            all.countDown();
            waitFor(all); // each waits until all ten are in here
            response.getOutputStream().print("done");
        });

        List<CompletableFuture<HttpResponse<String>>> ten = IntStream.range(0, 10)
                .mapToObj(i -> served.sendAsync("GET", "/a"))
                .toList();

        assertThat(ten).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("done"));
    }

    @Test
    void somethingStaleIsServedAtOnceAndMadeAnewBehindItsClientsBack() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        serve(ON.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(30)), (request, response) -> {
            if (served.runs.get() > 1) {
                waitFor(mayAnswer);
            }
            response.getOutputStream().print("run " + served.runs + request.getHeader("Cacheplane-Refresh"));
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(61));

        HttpResponse<String> stale = served.get("/a");

        assertThat(stale.body()).isEqualTo("run 1null");
        assertThat(Served.status(stale)).startsWith("shop; hit; ttl=-1");
        await().until(() -> served.runs.get() == 2);
        assertThat(served.get("/a").body()).isEqualTo("run 1null");
        mayAnswer.countDown();
        await().untilAsserted(() -> assertThat(served.get("/a").body()).isEqualTo("run 2null"));
        assertThat(served.runs).hasValue(2);
    }

    @Test
    void somethingStaleIsServedInThePlaceOfAFailure() {
        serve(ON.with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(30)), (request, response) -> {
            response.setHeader("X-Run", served.runs.toString());
            switch (served.runs.get()) {
                case 2 -> response.sendError(503);
                case 3 -> throw new IllegalStateException("broken");
                default -> response.getOutputStream().print("good");
            }
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(61));

        HttpResponse<String> instead = served.get("/a");
        assertAnswer(instead, "good", "fwd=stale; fwd-status=503; detail=stale-if-error");
        assertThat(instead.statusCode()).isEqualTo(200);
        assertThat(instead.headers().firstValue("X-Run")).hasValue("1");
        served.pass(Duration.ofSeconds(2));
        HttpResponse<String> thrown = served.get("/a");
        assertAnswer(thrown, "good", "fwd=stale; detail=stale-if-error");
        assertThat(thrown.headers().allValues("Date")).hasSize(1);
        assertThat(thrown.headers().allValues("Server")).hasSizeLessThan(2);
        served.pass(Duration.ofSeconds(30));
        assertThat(served.get("/a").headers().firstValue("X-Run")).hasValue("4");
    }

    @Test
    void eachVariantHasItsOwnCopyAndAnInvalidationTakesThemAll() {
        serve(ON, (request, response) -> {
            response.setHeader("Vary", "Accept-Language");
            response.getOutputStream().print(request.getHeader("Accept-Language") + " " + served.runs);
        });
        assertThat(served.get("/a", "Accept-Language", "da").body()).isEqualTo("da 1");
        HttpResponse<String> other = served.get("/a", "Accept-Language", "en");
        assertAnswer(other, "en 2", "fwd=vary-miss; fwd-status=200; stored");
        assertThat(served.get("/a", "Accept-Language", "fr").body()).isEqualTo("fr 3");
        for (int i = 0; i < 2; i++) {
            assertThat(served.get("/a", "Accept-Language", "da").body()).isEqualTo("da 1");
            assertThat(served.get("/a", "Accept-Language", "en").body()).isEqualTo("en 2");
            assertThat(served.get("/a", "Accept-Language", "fr").body()).isEqualTo("fr 3");
        }

        served.cache.invalidate(served.cache.key("/a"));

        assertThat(served.get("/a", "Accept-Language", "en").body()).isEqualTo("en 4");
        assertThat(served.get("/a", "Accept-Language", "fr").body()).isEqualTo("fr 5");
    }

    @Test
    void anUnsafeRequestTakesOutWhatItsResponseNamesBeforeItsClientHearsOfIt() {
        serve(ON, (request, response) -> {
            if (request.getMethod().equals("PUT")) {
                response.setHeader("Location", "/b");
            } else if (request.getMethod().equals("DELETE")) {
                response.setStatus(404);
            }
            response.getOutputStream().print("run " + served.runs);
        });
        for (String path : List.of("/a", "/b", "/c")) {
            served.get(path);
        }
        served.send("DELETE", "/a");
        assertThat(served.get("/a").body()).as("a failure changes nothing").isEqualTo("run 1");

        HttpResponse<String> put = served.send("PUT", "/a");

        assertAnswer(put, "run 5", "fwd=method; detail=method");
        assertThat(served.get("/a").body()).isEqualTo("run 6");
        assertThat(served.get("/b").body()).isEqualTo("run 7");
        assertThat(served.get("/c").body()).isEqualTo("run 3");
        served.send("FROB", "/c");
        assertThat(served.get("/c").body()).as("nobody knows what it does").isEqualTo("run 9");
    }

    @Test
    void itTakesOutWhatThePolicySays() {
        counting(ON);
        served.set("/products", ON.with(PolicyField.TAGS, List.of()))
                .set("/reviews/**", ON.with(PolicyField.TAGS, List.of("reviews")))
                .set(
                        "PUT /products/{id}",
                        PolicySettings.EMPTY.with(
                                PolicyField.INVALIDATES,
                                new Invalidates(List.of(EndpointPattern.parse("/products")), List.of("reviews"))));
        served.get("/products?page=1");
        served.get("/products?page=2");
        served.get("/reviews/1");

        served.send("PUT", "/products/1");

        assertThat(served.get("/products?page=1").body()).isEqualTo("run 5");
        assertThat(served.get("/products?page=2").body()).isEqualTo("run 6");
        assertThat(served.get("/reviews/1").body()).isEqualTo("run 7");
    }

    /** An endpoint that is there for what it invalidates, where the service caches everything. */
    @Test
    void aMethodIsNotCachedBecauseItsEndpointInheritsThatPathsAre() {
        counting(ON);
        served.policies.change(served.policies
                .current()
                .withServiceDefaults(ON, new Revision("e", 100))
                .withEndpoint(
                        new EndpointId(EndpointPattern.parse("/products/{id}/publish"), "POST"),
                        PolicySettings.EMPTY.with(
                                PolicyField.INVALIDATES,
                                new Invalidates(List.of(EndpointPattern.parse("/**")), List.of())),
                        new Revision("e", 101)));
        served.get("/products/7");

        assertThat(served.send("POST", "/products/7/publish").body()).isEqualTo("run 2");
        assertThat(served.send("POST", "/products/7/publish").body()).isEqualTo("run 3");
        assertThat(served.get("/products/7").body()).isEqualTo("run 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?note=50%", "/a?fields=x|y", "/a?{}", "/a?b=^"})
    void whatIsWrittenInWhateverSpellingIsTakenOut(String target) throws IOException {
        counting(ON);
        served.get("/a");

        assertThat(RawHttp.send(served.port(), "DELETE", target)).startsWith("HTTP/1.1 200");

        assertThat(served.get("/a").body()).isEqualTo("run 3");
    }

    @Test
    void whatA304SaysOfItsClientAndOfItsOwnBodyIsNotStored() {
        serve(BY_RESPONSE, (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            if (request.getHeader("If-None-Match") != null) {
                response.setStatus(304);
                response.setContentType("text/plain");
                response.addHeader("Set-Cookie", "sid=bob");
            } else {
                response.setHeader("Cache-Control", "public, max-age=10");
                response.setContentType("application/json");
                response.getOutputStream().print("{}");
            }
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(11));

        HttpResponse<String> bobs = served.get("/a", "Cookie", "sid=before");
        HttpResponse<String> anybodys = served.get("/a");

        assertAnswer(bobs, "{}", "fwd=stale; fwd-status=304; stored");
        assertThat(bobs.headers().allValues("set-cookie")).containsExactly("sid=bob");
        assertThat(Served.status(anybodys)).startsWith("shop; hit");
        assertThat(anybodys.headers().allValues("set-cookie")).isEmpty();
        assertThat(List.of(bobs, anybodys))
                .allSatisfy(response -> assertThat(response.headers().firstValue("content-type"))
                        .hasValue("application/json"));
    }

    @Test
    void whatA304SaysOfTheFieldsThatChoseItHoldsForWhatIsStored() {
        serve(BY_RESPONSE, (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            response.setHeader("Cache-Control", "max-age=10");
            if (request.getHeader("If-None-Match") != null) {
                response.setHeader("Vary", "Accept-Language");
                response.setStatus(304);
            } else {
                response.getOutputStream().print("run " + served.runs);
            }
        });
        served.get("/a", "Accept-Language", "da");
        served.pass(Duration.ofSeconds(11));

        HttpResponse<String> validated = served.get("/a", "Accept-Language", "da");

        assertAnswer(validated, "run 1", "fwd=stale; fwd-status=304; stored");
        assertThat(served.get("/a", "Accept-Language", "da").body()).isEqualTo("run 1");
        assertThat(served.get("/a", "Accept-Language", "en").body()).isEqualTo("run 3");
    }

    @Test
    void aResponseWhose304NamesTagsThatAreNoneIsNotStoredUnderNone() {
        serve(BY_RESPONSE, (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            response.setHeader("Cache-Control", "max-age=10");
            if (request.getHeader("If-None-Match") != null) {
                response.setStatus(304);
                response.setHeader("Cache-Tags", "a, ,\u00e9");
            } else {
                response.getOutputStream().print("run " + served.runs);
            }
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(11));

        assertThat(served.get("/a").body()).isEqualTo("run 1");
        assertThat(served.get("/a").body()).isEqualTo("run 3");
    }

    @Test
    void whoWaitsForABodyThatTurnsOutTooLargeDoesNotWaitForItsEnd() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        serve(ON.with(PolicyField.MAX_BODY_BYTES, 1_000L), (request, response) -> {
            int run = served.runs.get();
            begun.countDown();
            response.getOutputStream().print("run " + run);
            if (run == 1) {
                response.getOutputStream().print("x".repeat(2_000));
                response.flushBuffer();
                waitFor(mayEnd);
            }
        });
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> served.get("/a"));
        waitFor(begun);

        assertThat(CompletableFuture.supplyAsync(() -> served.get("/a"))
                        .get(30, TimeUnit.SECONDS)
                        .body())
                .isEqualTo("run 2");

        mayEnd.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).body()).startsWith("run 1");
    }

    @Test
    void aResponseNamesItsOwnTagsWhichItsClientDoesNotSee() {
        counting(ON, "Cache-Tags", "product:7, sale");

        assertThat(served.get("/a").headers().map()).doesNotContainKey("cache-tags");
        assertThat(served.get("/a").headers().map()).doesNotContainKey("cache-tags");
        assertThat(served.runs).hasValue(1);
        served.cache.invalidate(Target.tag("sale"));
        assertThat(served.get("/a").body()).isEqualTo("run 2");
    }

    @Test
    void anOperatorMayBypassTheCacheAndNobodyElse() {
        counting(ON);
        served.get("/a");

        assertAnswer(
                served.get("/a", "Cacheplane-Bypass", Served.BYPASS_TOKEN), "run 2", "fwd=bypass; detail=operator");
        assertThat(served.get("/a", "Cacheplane-Bypass", "guess").body()).isEqualTo("run 1");
        assertThat(served.get("/a", "Cache-Control", "no-cache").body()).isEqualTo("run 1");
        assertThat(served.get("/a", "Cacheplane-Refresh", "guess").body()).isEqualTo("run 1");
    }

    @Test
    void aHandlerThatCachesByItselfIsLeftAlone() {
        serve(ON, (request, response) -> {
            Integer value = CacheExchange.of(request)
                    .getOrLoad(Integer.class, served.runs::get)
                    .value();
            response.getOutputStream().print("value " + value);
        });

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = served.get("/a");
            assertThat(answer.body()).isEqualTo("value 1");
            assertThat(Served.status(answer)).isEmpty();
        }
        assertThat(served.runs).hasValue(3);
    }

    @Test
    void whatIsBetweenTheCacheAndAHandlerStaysThereAlsoWhereTheHandlerCachesByItself() {
        serve(ON, (request, response) -> {
            CacheExchange.of(request);
            response.setHeader("Cache-Tags", "secret-project");
            response.getOutputStream()
                    .print(request.getHeader("Cacheplane-Refresh") + " " + request.getHeader("Cacheplane-Bypass"));
        });

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = served.get("/a", "Cacheplane-Refresh", "guess", "Cacheplane-Bypass", "guess");
            assertThat(answer.body()).isEqualTo("null null");
            assertThat(answer.headers().map()).doesNotContainKey("cache-tags");
        }
    }

    @Test
    void anEndpointWhoseHandlerNoLongerCachesByItselfIsCachedAgain() {
        serve(ON, (request, response) -> {
            if (served.runs.get() < 3) {
                CacheExchange.of(request);
            }
            response.getOutputStream().print("run " + served.runs);
        });

        for (String body : List.of("run 1", "run 2", "run 3", "run 4", "run 4")) {
            assertThat(served.get("/a").body()).isEqualTo(body);
        }
    }

    @Test
    void aPersonalResponseIsForItsUserAloneUnlessItSaysOtherwise() {
        serve(ON, (request, response) -> {
            if (request.getRequestURI().equals("/public")) {
                response.setHeader("Cache-Control", "public");
            }
            response.getOutputStream().print(request.getHeader("Authorization") + " " + served.runs);
        });

        assertAnswer(
                served.get("/a", "Authorization", "ann"),
                "ann 1",
                "fwd=uri-miss; fwd-status=200; detail=authorization");
        assertThat(served.get("/a", "Authorization", "bob").body()).isEqualTo("bob 2");
        assertThat(served.get("/public", "Authorization", "ann").body()).isEqualTo("ann 3");
        assertThat(served.get("/public", "Authorization", "bob").body()).isEqualTo("ann 3");
    }

    @Test
    void anErrorIsStoredIfThePolicySaysSoButNotTheContainersPageForIt() {
        serve(ON.with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(10)), (request, response) -> {
            if (request.getRequestURI().equals("/page")) {
                response.sendError(404);
            } else {
                response.setStatus(404);
                response.getOutputStream().print("none " + served.runs);
            }
        });

        assertAnswer(served.get("/own"), "none 1", "fwd=uri-miss; fwd-status=404; stored");
        assertThat(served.get("/own").body()).isEqualTo("none 1");
        assertThat(Served.status(served.get("/page"))).isEqualTo("shop; fwd=uri-miss; fwd-status=404");
        assertThat(served.get("/page").statusCode()).isEqualTo(404);
        assertThat(served.runs).hasValue(3);
    }

    @Test
    void noErrorIsStoredWhereThePolicyKeepsNoneHoweverLongItKeepsWhatIsStale() {
        serve(ON.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(1)), (request, response) -> {
            response.setStatus(404);
            response.getOutputStream().print("none " + served.runs);
        });

        assertAnswer(served.get("/a"), "none 1", "fwd=uri-miss; fwd-status=404; detail=stale");
        assertThat(served.get("/a").body()).isEqualTo("none 2");
    }

    @Test
    void ofAResponseThatIsBegunAnewOneStatusIsTold() {
        serve(ON, (request, response) -> {
            response.setHeader("Cache-Status", "upstream; hit");
            response.getOutputStream().print("x".repeat(10));
            response.resetBuffer();
            response.sendRedirect("/elsewhere");
        });

        assertThat(served.get("/a").headers().allValues("Cache-Status"))
                .containsExactly("upstream; hit", "shop; fwd=uri-miss; fwd-status=302; detail=silent");
    }

    @Test
    void anAsynchronousHandlersResponseIsStoredToo() {
        serve(ON, (request, response) -> {
            AsyncContext context = request.startAsync();
            context.start(() -> {
                try {
                    context.getResponse().getOutputStream().print("run " + served.runs);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                context.complete();
            });
        });

        assertThat(served.get("/a").body()).isEqualTo("run 1");
        assertThat(Served.status(served.get("/a"))).contains("; hit;");
        assertThat(served.runs).hasValue(1);
    }

    @Test
    void soIsOneThatIsDispatched() {
        serve(ON, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                AsyncContext context = request.startAsync();
                context.start(context::dispatch);
            } else {
                response.getOutputStream().print("run " + served.runs);
            }
        });

        assertThat(served.get("/a").body()).isEqualTo("run 1");
        assertThat(Served.status(served.get("/a"))).contains("; hit;");
        assertThat(served.runs).hasValue(1);
    }

    @Test
    void aClientThatWouldRatherHaveNothingGetsNothing() {
        counting(ON);

        assertThat(served.get("/a", "Cache-Control", "only-if-cached").statusCode())
                .isEqualTo(504);
        served.get("/a");
        assertThat(served.get("/a", "Cache-Control", "only-if-cached").body()).isEqualTo("run 1");
        assertThat(served.runs).hasValue(1);
    }

    @Test
    void aHeadThatFindsAnotherResponseMakesTheStoredOneStale() {
        serve(BY_RESPONSE, (request, response) -> {
            response.setHeader("Cache-Control", "max-age=10");
            response.setHeader("ETag", "\"" + served.runs + "\"");
            response.getOutputStream().print("body");
        });
        served.get("/a");
        served.pass(Duration.ofSeconds(11));
        served.send("HEAD", "/a");

        assertThat(served.get("/a").headers().firstValue("ETag")).hasValue("\"3\"");
    }
}
