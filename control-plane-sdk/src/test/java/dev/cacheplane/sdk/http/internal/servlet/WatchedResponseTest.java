package dev.cacheplane.sdk.http.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the watch sees and keeps, on a real Jetty. That nothing else changes is for the differential test. */
class WatchedResponseTest {
    private final WatchingFilter recording = new WatchingFilter(Verdict.record(1 << 20));

    @Test
    void aShortAnswerIsShownWithItsLengthWhenItEnds() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.setContentType("text/plain");
            response.getWriter().print("hällo");
            assertThat(recording.heads()).isEmpty();
            response.setHeader("X-Late", "yes");
        });
        assertThat(answer).contains("Cache-Status: test; fwd=uri-miss\r\n").contains("Content-Length: 5\r\n");
        Recording made = recording.recording();
        assertThat(made.isWhole()).isTrue();
        assertThat(made.body()).isEqualTo("hällo".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(made.fields().values("content-type")).containsExactly("text/plain;charset=iso-8859-1");
        assertThat(made.fields().values("content-length")).containsExactly("5");
        assertThat(made.fields().values("x-late")).containsExactly("yes");
        assertThat(made.fields().has("cache-status")).isFalse();
    }

    @Test
    void whatIsWithheldIsSeenByTheWatchAndTheHandlerAndNotByTheClient() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.setHeader("Cache-Tags", "a");
            response.addHeader("cache-tags", "b");
            assertThat(response.getHeaders("CACHE-TAGS")).containsExactly("a", "b");
            assertThat(response.getHeader("Cache-Tags")).isEqualTo("a");
            assertThat(response.containsHeader("Cache-Tags")).isTrue();
            assertThat(response.getHeaderNames()).contains("Cache-Tags");
        });
        assertThat(answer).doesNotContainIgnoringCase("cache-tags").contains("200 OK");
        assertThat(recording.recording().fields().values("cache-tags")).containsExactly("a", "b");
    }

    @Test
    void aStreamedAnswerIsShownAtTheFirstFlushAndRecordedWhole() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.getOutputStream().write('a');
            response.flushBuffer();
            assertThat(recording.heads()).hasSize(1);
            response.setHeader("X-Late", "yes");
            response.getOutputStream().write("bc".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(answer).contains("Transfer-Encoding: chunked").doesNotContain("X-Late");
        Recording made = recording.recording();
        assertThat(made.isWhole()).isTrue();
        assertThat(made.body()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLargeWriteIsShownBeforeItLeaves() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.getOutputStream().write(new byte[10_000]);
            assertThat(response.isCommitted()).isTrue();
        });
        assertThat(answer).contains("Cache-Status").contains("Transfer-Encoding: chunked");
        assertThat(recording.recording().body()).hasSize(10_000);
    }

    @Test
    void aBodyThatIsTooLargeIsDroppedAndNotWhole() throws Exception {
        WatchingFilter small = new WatchingFilter(Verdict.record(4));
        assertThat(get(small, (request, response) -> response.getWriter().print("12345")))
                .endsWith("12345");
        Recording made = small.recording();
        assertThat(made.isWhole()).isFalse();
        assertThat(made.body()).isEmpty();
    }

    @Test
    void ofASwallowedAnswerNothingLeaves() throws Exception {
        WatchingFilter swallowing = new WatchingFilter(Verdict.SWALLOW);
        String answer = get(swallowing, (request, response) -> {
            response.setStatus(500);
            response.setHeader("X-Handler", "yes");
            response.getWriter().print("broken");
            response.flushBuffer();
            assertThat(response.isCommitted()).isTrue();
            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(response.getHeader("X-Handler")).isEqualTo("yes");
            assertThatThrownBy(response::reset).isInstanceOf(IllegalStateException.class);
            response.setHeader("X-Later", "yes");
            response.getWriter().print("more");
        });
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Instead: yes")
                .endsWith("another answer")
                .doesNotContain("X-Handler", "X-Later", "broken", "more", "Cache-Status");
        assertThat(swallowing.recording().isWhole()).isFalse();
    }

    @Test
    void anErrorCanBeSwallowed() throws Exception {
        WatchingFilter swallowing = new WatchingFilter(Verdict.SWALLOW);
        assertThat(get(swallowing, (request, response) -> response.sendError(503)))
                .startsWith("HTTP/1.1 200")
                .endsWith("another answer");
        assertThat(swallowing.heads()).extracting(WatchingFilter.Head::status).containsExactly(503);
    }

    @Test
    void anErrorIsShownAndItsPageIsNotRecorded() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.getWriter().print("dropped");
            response.sendError(404, "nothing");
        });
        assertThat(answer).startsWith("HTTP/1.1 404").contains("nothing").doesNotContain("dropped");
        assertThat(recording.heads()).extracting(WatchingFilter.Head::status).containsExactly(404);
        assertThat(recording.recording().isWhole()).isFalse();
    }

    /** The client has its answer before the handler returns: until then the server must not be stopped. */
    @Test
    void aRedirectIsRecordedWithoutABody() throws Exception {
        try (JettyApp app = new JettyApp(recording, (request, response) -> {
            response.getWriter().print("dropped");
            response.sendRedirect("/elsewhere");
        })) {
            String answer = app.get("/").raw();
            assertThat(answer).startsWith("HTTP/1.1 302").doesNotContain("dropped");
            Recording made = recording.recording();
            assertThat(made.isWhole()).isTrue();
            assertThat(made.status()).isEqualTo(302);
            assertThat(made.body()).isEmpty();
            assertThat(answer)
                    .contains("Location: " + made.fields().values("location").get(0) + "\r\n");
        }
    }

    @Test
    void aHeadThatIsThrownAwayBeforeItLeavesIsShownAgain() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.setHeader("X-First", "yes");
            response.getWriter().print("first");
            response.reset();
            response.setStatus(201);
            response.getWriter().print("second");
        });
        assertThat(answer).startsWith("HTTP/1.1 201").endsWith("second").contains("Cache-Status");
        assertThat(recording.recording().body()).isEqualTo("second".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatTheContainerEncodesInAWayOfItsOwnIsNotWhole() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.setContentType("text/plain;charset=iso-8859-1");
            response.getWriter().print("\u20ac 5");
        });
        assertThat(answer).endsWith("? 5");
        assertThat(recording.recording().isWhole()).isFalse();
    }

    @Test
    void aPairOfSurrogatesInTwoWritesIsOneCharacter() throws Exception {
        get(recording, (request, response) -> {
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().write("\ud83d");
            response.getWriter().write("\ude00");
        });
        Recording made = recording.recording();
        assertThat(made.isWhole()).isTrue();
        assertThat(made.body()).isEqualTo("\ud83d\ude00".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBodyShorterThanAnnouncedIsNotWhole() throws Exception {
        get(recording, (request, response) -> {
            response.setContentLength(10);
            response.getOutputStream().write('a');
        });
        assertThat(recording.recording().isWhole()).isFalse();
    }

    @Test
    void anAnswerWithTrailersIsNotWhole() throws Exception {
        String answer = get(recording, (request, response) -> {
            response.setTrailerFields(() -> Map.of("X-Sum", "1"));
            response.getOutputStream().write('a');
        });
        assertThat(answer).contains("X-Sum: 1");
        assertThat(recording.recording().isWhole()).isFalse();
    }

    @Test
    void whatWasWrittenBeforeAForwardIsForgotten() throws Exception {
        String answer = get(recording, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.getWriter().print("target");
            } else {
                response.getWriter().print("source");
                request.getRequestDispatcher("/target").forward(request, response);
            }
        });
        assertThat(answer).endsWith("target");
        assertThat(recording.recording().body()).isEqualTo("target".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAsynchronousAnswerIsShownBeforeItCompletes() throws Exception {
        String answer = get(recording, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getWriter().print("later");
                } catch (IOException gone) {
                    throw new IllegalStateException(gone);
                }
                async.complete();
            });
        });
        assertThat(answer).contains("Cache-Status").endsWith("later").contains("Content-Length: 5\r\n");
        assertThat(recording.recording().body()).isEqualTo("later".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAsynchronousDispatchGoesOnWithTheSameResponse() throws Exception {
        String answer = get(recording, (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().print("dispatched");
            } else {
                request.startAsync().dispatch();
            }
        });
        assertThat(answer).contains("Cache-Status").endsWith("dispatched");
        assertThat(recording.recording().isWhole()).isTrue();
    }

    @Test
    void aListenerThatCompletesIsNoWayRoundTheWatch() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        String answer = get(recording, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new AsyncListener() {
                @Override
                public void onTimeout(AsyncEvent event) throws IOException {
                    PrintWriter writer = event.getAsyncContext().getResponse().getWriter();
                    writer.print("too slow");
                    event.getAsyncContext().complete();
                }

                @Override
                public void onComplete(AsyncEvent event) {}

                @Override
                public void onError(AsyncEvent event) {
                    failure.set(event.getThrowable());
                }

                @Override
                public void onStartAsync(AsyncEvent event) {}
            });
        });
        assertThat(failure.get()).isNull();
        assertThat(answer).contains("Cache-Status").endsWith("too slow");
        assertThat(recording.recording().body()).isEqualTo("too slow".getBytes(StandardCharsets.UTF_8));
    }

    private static String get(WatchingFilter filter, JettyApp.Handler handler) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (JettyApp app = new JettyApp(filter, (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (AssertionError wrong) {
                failure.set(wrong);
                throw wrong;
            }
        })) {
            String answer = app.get("/").raw();
            if (failure.get() != null) {
                throw new AssertionError(failure.get());
            }
            return answer;
        }
    }
}
