package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.eventually;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes through the stream, and what happens when it does not. */
class StreamedPoliciesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Delivery delivery = new Delivery();
    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @AfterEach
    void end() {
        delivery.close();
    }

    @Test
    void theSnapshotHoldsAndEachChangeToo() {
        controlPlane.streamTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        assertThat(Shop.cachesProducts(policies.current())).isTrue();

        controlPlane.streamTo(PolicySet.empty(Shop.NAME, new Revision("e", 2)));

        awaitRevision(policies, 2);
        assertThat(Shop.cachesProducts(policies.current())).isFalse();
        assertThat(controlPlane.attempts()).isOne();
    }

    @Test
    void whatIsAskedForIsEventsUncompressedWithOurToken() {
        controlPlane.streamTo(caching(1));
        awaitRevision(delivery.start("open-sesame", null, HURRY), 1);

        assertThat(controlPlane.latestAttempt())
                .containsEntry("Accept", "text/event-stream")
                .containsEntry("Accept-Encoding", "identity")
                .containsEntry("Authorization", "Bearer open-sesame")
                .doesNotContainKey("Last-Event-ID");
        assertThat(delivery.lines("open-sesame")).isEmpty();
    }

    @Test
    void whoComesBackSaysWhatItHas() {
        controlPlane.streamTo(caching(7));
        awaitRevision(delivery.start(), 7);

        delivery.stream().end();
        until(() -> controlPlane.attempts() == 2);

        assertThat(controlPlane.latestAttempt())
                .containsEntry("Last-Event-ID", PretendStream.idOf(caching(7)).toString());
    }

    @Test
    void whileThereIsAStreamNobodyPolls() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        until(() -> controlPlane.reports().size() >= 2);
        int before = controlPlane.polls();

        until(() -> controlPlane.reports().size() >= 6); // ten times as long as a poll takes to come

        assertThat(controlPlane.polls()).isEqualTo(before);
    }

    @Test
    void anOlderRevisionIsRefused() {
        controlPlane.serve(caching(5));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 5);

        delivery.stream().policies(caching(4)).policies(caching(6));

        awaitRevision(policies, 6);
        assertThat(delivery.lines("revision e-4")).isEmpty();
        assertThat(delivery.lines("gives no policies"))
                .as("one that was overtaken is no trouble")
                .isEmpty();
    }

    @Test
    void policiesWithTheHashOfOthersAreFetchedAnewAndReported() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        CountDownLatch reported = new CountDownLatch(1);
        controlPlane.answerWith(context -> {
            reported.await();
            context.result(Shop.document(caching(2)).toByteArray());
        });

        delivery.stream()
                .policies(
                        PretendStream.idOf(caching(2)).toString(),
                        Shop.document(caching(3)).utf8());
        delivery.awaitReport("the hash of others", "\"number\":1");
        reported.countDown();

        awaitRevision(policies, 2);
        delivery.awaitReport("\"rejected\":[]", "\"number\":2", "\"source\":\"poll\"");
        assertThat(controlPlane.attempts()).as("the stream is kept").isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "{}", "[", "{\"service\":\"shop\"}"})
    void nonsenseIsRefusedAndThePoliciesAreAskedFor(String nonsense) {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        controlPlane.answerTo(caching(2));

        delivery.stream()
                .policies(
                        new SnapshotId(new Revision("e", 2), SnapshotId.hashOf(okio.ByteString.encodeUtf8(nonsense)))
                                .toString(),
                        nonsense);

        awaitRevision(policies, 2);
        assertThat(delivery.lines("its answer is no policy set")).hasSize(1);
        assertThat(delivery.lines("is back")).hasSize(1);
    }

    @Test
    void policiesWithoutAnIdAreRefused() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        delivery.stream()
                .send("event: policies\ndata: " + Shop.document(caching(2)).utf8() + "\n\n");

        delivery.awaitLine("without their id");
        assertThat(policies.current().revision()).isEqualTo(new Revision("e", 1));
    }

    @Test
    void whatIsNoEventOfOursIsIgnored() {
        controlPlane.streamTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        delivery.stream()
                .send(": a comment\n\ndata: a message\n\nevent: news\ndata: {}\n\nrubbish\n\n")
                .policies(caching(2));

        awaitRevision(policies, 2);
        assertThat(controlPlane.attempts()).isOne();
    }

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
        delivery.start("wrong", null, withPauses(HURRY.longestPause(), LONG));
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
        delivery.start(null, null, withPauses(LONG, LONG)); // pauses double up to an hour

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
        delivery.start(null, null, withPauses(LONG, LONG));
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

    @Test
    void aHeartbeatOfPoliciesThatNeverCameMakesUsAskForThem() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        controlPlane.answerTo(caching(2));

        delivery.stream().heartbeat(caching(2));

        awaitRevision(policies, 2);
        assertThat(controlPlane.attempts()).isOne();
    }

    @Test
    void aStreamThatBringsNothingNewIsCaughtByThePollsUnderIt() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start(null, null, withNet(Duration.ofMillis(50)));
        awaitRevision(policies, 1);
        delivery.stream();

        controlPlane.answerTo(caching(2));

        awaitRevision(policies, 2);
        assertThat(controlPlane.latest()).containsKey("If-None-Match");
    }

    @Test
    void aNewEpochHoldsWhateverItsNumberAndTheOldOnesLateAnswersDoNot() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        controlPlane.serve(caching(50));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 50);
        controlPlane.answerWith(context -> {
            asked.countDown();
            answer.await();
            context.result(Shop.document(caching(51)).toByteArray());
        });
        delivery.stream().heartbeat(caching(51));
        until(() -> asked.getCount() == 0);

        Revision restored = new Revision("f", 1);
        delivery.stream().policies(caching(restored));
        awaitRevision(policies, restored);
        controlPlane.answerTo(caching(restored));
        int before = controlPlane.polls();
        answer.countDown();
        until(() -> controlPlane.polls() >= before + 2); // the late answer, and one to be sure

        assertThat(policies.current().revision()).isEqualTo(restored);
        assertThat(delivery.lines("gives no policies")).isEmpty();
    }

    @Test
    void closingEndsTheThreadsWhateverTheyWaitForAndKeepsThePolicies() {
        CountDownLatch never = new CountDownLatch(1);
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        controlPlane.answerWith(context -> never.await());
        controlPlane.answerReportsWith(context -> never.await());
        delivery.stream().heartbeat(caching(2));
        assertThat(threads()).isEqualTo(4);

        policies.close();
        policies.close();

        until(() -> threads() == 0);
        assertThat(Shop.cachesProducts(policies.current())).isTrue();
        assertThat(delivery.lines("gives no policies")).isEmpty();
        never.countDown();
    }

    private static Timing withPauses(Duration longest, Duration refused) {
        return new Timing(
                HURRY.poll(),
                HURRY.net(),
                HURRY.silence(),
                longest,
                refused,
                HURRY.moment(),
                HURRY.report(),
                HURRY.tick());
    }

    private static Timing withNet(Duration net) {
        return new Timing(
                HURRY.poll(),
                net,
                HURRY.silence(),
                HURRY.longestPause(),
                HURRY.refused(),
                HURRY.moment(),
                HURRY.report(),
                HURRY.tick());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("cacheplane-.*-shop"))
                .count();
    }
}
