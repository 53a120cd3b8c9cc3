package dev.cacheplane.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.Freshness;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.cache.Target;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients get of a cached service, on every container. */
public abstract class CachingContract extends OnContainer {
    private static final String A = Container.PATH + "/a";

    protected CachingContract(Container.Starter starter) {
        super(starter);
    }

    /** Says how often it has run. */
    private void counting(String... header) {
        serve(Shop.ON, (request, response) -> {
            for (int i = 0; i < header.length; i += 2) {
                response.addHeader(header[i], header[i + 1]);
            }
            response.getOutputStream().print("run " + runs());
        });
    }

    private static void assertAnswer(HttpResponse<String> response, String body, String status) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(Client.status(response)).isEqualTo("shop; " + status);
    }

    @Test
    void aResponseIsStoredAndEveryOneSaysWhereItIsFrom() {
        counting("Content-Type", "text/plain", "X-Own", "kept");

        assertAnswer(client().get(A), "run 1", "fwd=uri-miss; fwd-status=200; stored");
        shop().pass(Duration.ofSeconds(7));
        HttpResponse<String> hit = client().get(A);

        assertThat(hit.body()).isEqualTo("run 1");
        assertThat(Client.status(hit)).startsWith("shop; hit; ttl=53; detail=");
        assertThat(hit.headers().firstValue("Age")).hasValue("7");
        assertThat(hit.headers().firstValue("X-Own")).hasValue("kept");
        assertThat(hit.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(hit.headers().allValues("Date")).hasSize(1);
        assertThat(hit.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        shop().pass(Duration.ofSeconds(60));
        assertThat(client().get(A).body()).isEqualTo("run 2");
    }

    @Test
    void headIsAnsweredWithWhatGetGot() {
        counting("ETag", "\"1\"");
        client().get(A);

        HttpResponse<String> head = client().send("HEAD", A);

        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(runs()).hasValue(1);
    }

    @Test
    void conditionsAndRangesAreAnsweredFromWhatIsStored() {
        counting("ETag", "\"1\"", "Content-Type", "text/plain");
        client().get(A);

        HttpResponse<String> unchanged = client().get(A, "If-None-Match", "W/\"1\"");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(client().get(A, "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
        HttpResponse<String> part = client().get(A, "Range", "bytes=-1");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("1");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-4/5");
        assertThat(client().get(A, "Range", "bytes=9-").statusCode()).isEqualTo(416);
        assertThat(client().get(A, "Range", "bytes=0-0,4-4").body()).contains("bytes 0-0/5", "bytes 4-4/5");
        assertThat(runs()).hasValue(1);
    }

    @Test
    void theHandlersNotModifiedFreshensWhatIsStored() {
        serve(Shop.ON.with(PolicyField.FRESHNESS, Freshness.RESPONSE), (request, response) -> {
            response.setHeader("ETag", "\"1\"");
            response.setHeader("Cache-Control", "max-age=10");
            response.setHeader("X-Run", runs().toString());
            if ("\"1\"".equals(request.getHeader("If-None-Match"))) {
                response.setStatus(304);
            } else {
                response.getOutputStream().print("body");
            }
        });
        client().get(A);
        shop().pass(Duration.ofSeconds(11));

        HttpResponse<String> validated = client().get(A);

        assertAnswer(validated, "body", "fwd=stale; fwd-status=304; stored");
        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(validated.headers().firstValue("X-Run")).hasValue("2");
        assertThat(Client.status(client().get(A))).startsWith("shop; hit; ttl=10");
        assertThat(runs()).hasValue(2);
    }

    @Test
    void whatIsStaleIsMadeAnewBehindItsClientsBack() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        serve(Shop.ON.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(30)), (request, response) -> {
            if (runs().get() > 1) {
                waitFor(mayAnswer);
            }
            response.getOutputStream().print("run " + runs() + request.getHeader("Cacheplane-Refresh"));
        });
        client().get(A);
        shop().pass(Duration.ofSeconds(61));

        HttpResponse<String> stale = client().get(A);

        assertThat(stale.body()).isEqualTo("run 1null");
        assertThat(Client.status(stale)).startsWith("shop; hit; ttl=-1");
        await().until(() -> runs().get() == 2);
        mayAnswer.countDown();
        await().untilAsserted(() -> assertThat(client().get(A).body()).isEqualTo("run 2null"));
        assertThat(runs()).hasValue(2);
    }

    @Test
    void whatIsStaleIsServedInThePlaceOfAFailure() {
        serve(Shop.ON.with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(30)), (request, response) -> {
            response.setHeader("X-Run", runs().toString());
            switch (runs().get()) {
                case 2 -> response.sendError(503);
                case 3 -> throw new IllegalStateException("broken on purpose");
                default -> response.getOutputStream().print("good");
            }
        });
        client().get(A);
        shop().pass(Duration.ofSeconds(61));

        HttpResponse<String> instead = client().get(A);
        assertAnswer(instead, "good", "fwd=stale; fwd-status=503; detail=stale-if-error");
        assertThat(instead.statusCode()).isEqualTo(200);
        assertThat(instead.headers().firstValue("X-Run")).hasValue("1");
        shop().pass(Duration.ofSeconds(2));
        assertAnswer(client().get(A), "good", "fwd=stale; detail=stale-if-error");
        shop().pass(Duration.ofSeconds(30));
        assertThat(client().get(A).headers().firstValue("X-Run")).hasValue("4");
    }

    @Test
    void soItIsIfAnAsynchronousHandlerFails() {
        serve(Shop.ON.with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(30)), (request, response) -> {
            AsyncContext context = request.startAsync();
            context.start(() -> {
                response.setStatus(runs().get() == 1 ? 200 : 503);
                print(context, "run " + runs());
                context.complete();
            });
        });
        client().get(A);
        shop().pass(Duration.ofSeconds(61));

        assertAnswer(client().get(A), "run 1", "fwd=stale; fwd-status=503; detail=stale-if-error");
    }

    @Test
    void ofAllWhoAskAtOnceOneGoesToTheHandler() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        serve(Shop.ON, (request, response) -> {
            waitFor(mayAnswer);
            response.getOutputStream().print("run " + runs());
        });
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 40)
                .mapToObj(i -> client().sendAsync("GET", A))
                .toList();
        await().until(() -> runs().get() == 1);
        mayAnswer.countDown();

        assertThat(all).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("run 1"));
        assertThat(runs()).hasValue(1);
    }

    @Test
    void anUnsafeRequestTakesOutWhatItChanges() {
        serve(Shop.ON, (request, response) -> {
            if (request.getMethod().equals("PUT")) {
                response.setHeader("Location", Container.PATH + "/b");
            } else if (request.getMethod().equals("DELETE")) {
                response.sendError(404);
                return;
            }
            response.getOutputStream().print("run " + runs());
        });
        client().get(A);
        client().get(Container.PATH + "/b");
        client().send("DELETE", A);
        assertThat(client().get(A).body()).as("a failure changes nothing").isEqualTo("run 1");

        assertAnswer(client().send("PUT", A), "run 4", "fwd=method; detail=method");

        assertThat(client().get(A).body()).isEqualTo("run 5");
        assertThat(client().get(Container.PATH + "/b").body()).isEqualTo("run 6");
    }

    @Test
    void aResponseNamesItsTagsWhichItsClientDoesNotSee() {
        counting("Cache-Tags", "product:7, sale");

        assertThat(client().get(A).headers().map()).doesNotContainKey("cache-tags");
        assertThat(client().get(A).headers().map()).doesNotContainKey("cache-tags");
        assertThat(runs()).hasValue(1);
        shop().cache().invalidate(Target.tag("sale"));
        assertThat(client().get(A).body()).isEqualTo("run 2");
    }

    @Test
    void anAsynchronousHandlersResponseIsStored() {
        serve(Shop.ON, (request, response) -> {
            AsyncContext context = request.startAsync();
            context.start(() -> {
                print(context, "run " + runs());
                context.complete();
            });
        });

        assertStoredOnce();
    }

    @Test
    void soIsOneThatIsDispatched() {
        serve(Shop.ON, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                AsyncContext context = request.startAsync();
                context.start(context::dispatch);
            } else {
                response.getOutputStream().print("run " + runs());
            }
        });

        assertStoredOnce();
    }

    @Test
    void soIsOneThatIsForwarded() {
        serve(Shop.ON, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                RequestDispatcher to = request.getRequestDispatcher(Container.PATH + "/there");
                Objects.requireNonNull(to).forward(request, response);
            } else {
                response.getOutputStream().print("run " + runs());
            }
        });

        assertStoredOnce();
    }

    private void assertStoredOnce() {
        assertAnswer(client().get(A), "run 1", "fwd=uri-miss; fwd-status=200; stored");
        HttpResponse<String> hit = client().get(A);
        assertThat(hit.body()).isEqualTo("run 1");
        assertThat(Client.status(hit)).contains("; hit;");
        assertThat(runs()).hasValue(1);
    }

    @Test
    void aRedirectIsStoredIfItSaysForHowLong() {
        serve(Shop.ON, (request, response) -> {
            response.setHeader("Cache-Control", "max-age=10");
            response.sendRedirect(Container.PATH + "/there");
        });

        HttpResponse<String> first = client().get(A);
        HttpResponse<String> second = client().get(A);

        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(Client.status(second)).contains("; hit;");
        assertThat(location(second)).isEqualTo(location(first)).hasPath(Container.PATH + "/there");
    }

    /** Some containers make it absolute, for the client who asks. */
    private static URI location(HttpResponse<String> response) {
        return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
    }
}
