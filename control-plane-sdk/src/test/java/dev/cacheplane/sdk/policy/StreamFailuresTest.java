package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.eventually;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the stream fails, and how one comes back to it. */
class StreamFailuresTest {
    private static final Duration LONG = Duration.ofHours(1);

    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @Test
    void aLineWithoutEndIsLeftForPollsAndTheStreamTriedAgain() {
        controlPlane.answerTo(caching(1));
        controlPlane.answerStreamsWith(context -> {
            context.res().setContentType("text/event-stream");
            byte[] much = "x".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            while (true) {
                context.res().getOutputStream().write(much);
            }
        });

        StreamedPolicies policies = delivery.start();

        awaitRevision(policies, 1);
        delivery.awaitMoreAttempts();
        controlPlane.serve(caching(2));
        awaitRevision(policies, 2);
        delivery.stream();
    }

    @Test
    void anEventOverTheLimitIsLeftForPolls() {
        controlPlane.answerTo(caching(1));
        controlPlane.streamWith(stream -> stream.policies("e-2-0123456789abcdef", "x".repeat(8 << 20)));

        StreamedPolicies policies = delivery.start();

        awaitRevision(policies, 1);
        delivery.awaitMoreAttempts();
        assertThat(delivery.lines("the hash of others")).as("read to the end").isEmpty();
    }

    @Test
    void aSilentStreamIsLeftAfterThreeHeartbeatsAndReturnedTo() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        for (int i = 0; i < 5; i++) {
            delivery.clock.advance(Duration.ofSeconds(14));
            delivery.confirm(caching(1));
        }
        assertThat(controlPlane.attempts()).as("heartbeats keep it").isOne();

        controlPlane.streamWith(stream -> {});
        delivery.clock.advance(Duration.ofSeconds(16));
        until(() -> controlPlane.attempts() == 2);

        controlPlane.answerTo(caching(2));
        awaitRevision(policies, 2);

        controlPlane.streamTo(caching(3));
        awaitRevision(policies, 3);
        assertThat(delivery.lines("gives no policies")).isEmpty();
    }

    /** Connected, and not a byte ever. */
    @Test
    void whereAProxyHoldsTheStreamBackPollsServe() {
        CountDownLatch never = new CountDownLatch(1);
        controlPlane.answerTo(caching(1));
        controlPlane.answerStreamsWith(context -> never.await());
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        controlPlane.answerTo(caching(2));
        awaitRevision(policies, 2);

        delivery.clock.advance(Duration.ofSeconds(16));
        until(() -> controlPlane.attempts() >= 2);
        delivery.awaitLine("has no stream for shop: nothing came for 15 s");

        controlPlane.streamTo(caching(3));
        delivery.clock.advance(Duration.ofSeconds(16));
        awaitRevision(policies, 3);
        delivery.awaitLine("has a stream for shop again");
        never.countDown();
    }

    @Test
    void anOlderControlPlaneIsPolledAndAskedForAStreamAgainAndAgain() {
        controlPlane.serveWithoutStream(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        delivery.awaitMoreAttempts();
        controlPlane.serveWithoutStream(caching(2));
        awaitRevision(policies, 2);
        delivery.awaitMoreAttempts();

        controlPlane.serve(caching(3));

        awaitRevision(policies, 3);
        delivery.stream();
        assertThat(delivery.lines("gives no policies")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "gzip", "redirect", "500"})
    void whatIsNoStreamOfEventsIsNotRead(String what) {
        controlPlane.answerTo(caching(1));
        controlPlane.answerStreamsWith(context -> {
            switch (what) {
                case "redirect" -> context.redirect("/api/stream/elsewhere");
                case "500" -> context.status(500);
                case "gzip" ->
                    context.header("Content-Encoding", "gzip")
                            .contentType("text/event-stream")
                            .result("x");
                default -> context.contentType(what).result("event: heartbeat\ndata: x\n\n");
            }
        });

        awaitRevision(delivery.start(), 1);
        delivery.awaitMoreAttempts();
        delivery.awaitMorePolls();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsTriedAgainUntilItIsNone(int status) {
        controlPlane.answerWith(context -> context.status(status));
        controlPlane.answerStreamsWith(context -> context.status(status));
        StreamedPolicies policies = delivery.start("wrong", null, HURRY);
        delivery.awaitMoreAttempts();
        delivery.awaitMorePolls();
        assertThat(delivery.lines("it answers " + status + ": is the token right?"))
                .hasSize(1);

        controlPlane.serve(caching(1));

        awaitRevision(policies, 1);
        delivery.stream();
    }

    @Test
    void whoIsRefusedTakesItsTime() {
        controlPlane.answerTo(caching(1));
        controlPlane.answerStreamsWith(context -> context.status(401));
        delivery.start("wrong", null, Delivery.withPauses(HURRY.longestPause(), LONG));
        until(() -> controlPlane.attempts() == 1);

        for (int i = 0; i < 10; i++) {
            delivery.awaitMorePolls();
        }

        assertThat(controlPlane.attempts()).isOne();
    }

    @Test
    void whenTheServerStopsThePoliciesHoldAndWhenItIsBackTheStreamIs() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start(null, null, Timing.DEFAULTS);
        awaitRevision(policies, 1);

        controlPlane.stop();
        delivery.awaitLine("gives no policies");
        assertThat(Shop.cachesProducts(policies.current())).isTrue();
        controlPlane.serve(caching(2));
        controlPlane.restart();

        delivery.stream();
        awaitRevision(policies, 2);
        eventually(() -> assertThat(delivery.lines("is back")).hasSize(1));
        assertThat(delivery.lines("gives no policies")).hasSize(1);
    }

    /** What is between us and a control plane that was away may not know yet that it is back. */
    @Test
    void anAttemptThatHangsIsMadeAnewWhenPollsAreAnsweredAgain() {
        CountDownLatch never = new CountDownLatch(1);
        controlPlane.answerWith(context -> context.status(503));
        controlPlane.answerStreamsWith(context -> never.await());
        StreamedPolicies policies = delivery.start();
        until(() -> controlPlane.attempts() == 1);
        delivery.awaitLine("gives no policies");

        controlPlane.serve(caching(1));

        delivery.stream();
        awaitRevision(policies, 1);
        never.countDown();
    }

    @Test
    void aControlPlaneThatDoesNothingButSayGoodbyeDoesNotSendUsInCircles() {
        controlPlane.answerTo(caching(1));
        controlPlane.streamWith(stream -> stream.goodbye(0));
        delivery.start(null, null, Delivery.withPauses(LONG, LONG)); // pauses double up to an hour

        int most = 0;
        for (int i = 0; i < 10; i++) {
            delivery.awaitMorePolls();
            most = Math.max(most, controlPlane.attempts());
        }

        assertThat(most)
                .as("in a fifth of a second or more; in circles it would be hundreds")
                .isLessThan(20);
    }

    @Test
    void aGoodbyeSaysWhenToComeBack() {
        controlPlane.serve(caching(1));
        delivery.start(null, null, Delivery.withPauses(LONG, LONG));
        delivery.stream().goodbye(0);
        until(() -> controlPlane.attempts() == 2);

        delivery.stream().goodbye(LONG.toMillis());
        for (int i = 0; i < 10; i++) {
            delivery.awaitMorePolls();
        }

        assertThat(controlPlane.attempts()).isEqualTo(2);
    }

    @Test
    void noGoodbyeKeepsUsAwayForLong() {
        controlPlane.serve(caching(1));
        delivery.start();
        delivery.stream().goodbye(LONG.toMillis());

        until(() -> controlPlane.attempts() == 2);
    }
}
