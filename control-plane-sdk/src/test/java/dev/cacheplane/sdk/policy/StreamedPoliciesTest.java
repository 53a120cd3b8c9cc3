package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes through the stream. */
class StreamedPoliciesTest {
    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

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
        delivery.awaitLine("is back");
        assertThat(delivery.lines("its answer is no policy set")).hasSize(1);
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
        StreamedPolicies policies = delivery.start(null, null, Delivery.withNet(Duration.ofMillis(50)));
        awaitRevision(policies, 1);
        delivery.stream();

        controlPlane.answerTo(caching(2));

        awaitRevision(policies, 2);
        controlPlane.answerTo(caching(3));
        awaitRevision(policies, 3);
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

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("cacheplane-.*-shop"))
                .count();
    }
}
