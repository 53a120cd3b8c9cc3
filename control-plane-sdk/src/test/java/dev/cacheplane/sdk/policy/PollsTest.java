package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.json.PolicyJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A control plane that does not stream. */
class PollsTest {
    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @Test
    void nothingIsCachedUntilTheControlPlaneIsHeardOf() {
        controlPlane.stop();

        assertThat(delivery.start().current()).isEqualTo(PolicySet.empty(Shop.NAME, Revision.NONE));
    }

    @Test
    void policiesArePickedUpWhenTheControlPlaneAppears() {
        controlPlane.stop();
        StreamedPolicies policies = delivery.start();
        delivery.awaitLine("gives no policies");

        controlPlane.answerTo(caching(7));
        controlPlane.restart();

        awaitRevision(policies, 7);
        assertThat(Shop.cachesProducts(policies.current())).isTrue();
    }

    @Test
    void aChangeIsPickedUp() {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        controlPlane.answerTo(PolicySet.empty(Shop.NAME, new Revision("e", 2)));

        awaitRevision(policies, 2);
        assertThat(Shop.cachesProducts(policies.current())).isFalse();
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        PolicySet first = policies.current();

        delivery.awaitMorePolls();

        assertThat(controlPlane.latest())
                .containsEntry("If-None-Match", "\"e-1\"")
                .containsEntry("Accept-Encoding", "identity");
        assertThat(policies.current()).as("the very same object").isSameAs(first);
    }

    @Test
    void anEntityTagIsGivenBackAsItCame() {
        controlPlane.answerWith(
                context -> context.header("ETag", "W/\"other\"").result(PolicyJson.writeSet(caching(1))));
        awaitRevision(delivery.start(), 1);

        delivery.awaitMorePolls();

        assertThat(controlPlane.latest()).containsEntry("If-None-Match", "W/\"other\"");
    }

    /** Legal in an answer (RFC 9110, section 8.8.3), but not everywhere in a request. */
    @Test
    void anEntityTagThatCannotBeGivenBackDoesNotEndThePolls() {
        controlPlane.answerWith(context -> context.header("ETag", "\"é\"").result(PolicyJson.writeSet(caching(1))));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        controlPlane.answerTo(caching(2));

        awaitRevision(policies, 2);
        assertThat(delivery.lines("unexpected error")).isEmpty();
    }

    @Test
    void theLastSetHoldsWhileTheControlPlaneIsAwayAndTheLossIsLoggedOnce() {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        controlPlane.stop();
        delivery.awaitLine("gives no policies");
        assertThat(Shop.cachesProducts(policies.current())).isTrue();

        controlPlane.answerTo(caching(2));
        controlPlane.restart();
        awaitRevision(policies, 2);
        delivery.awaitMorePolls();

        assertThat(delivery.lines("gives no policies")).hasSize(1);
        assertThat(delivery.lines("is back")).hasSize(1);
    }

    @Test
    void theTokenIsSentAndNeverLogged() {
        controlPlane.answerTo(caching(1));
        awaitRevision(delivery.start("open-sesame", null, HURRY), 1);
        assertThat(controlPlane.latest()).containsEntry("Authorization", "Bearer open-sesame");

        controlPlane.answerWith(context -> context.status(401));
        delivery.awaitLine("is the token right?");

        assertThat(delivery.lines("open-sesame")).isEmpty();
    }

    @Test
    void withoutATokenNoneIsSent() {
        controlPlane.answerTo(caching(1));
        awaitRevision(delivery.start(), 1);

        assertThat(controlPlane.latest()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "null",
                "{\"service\":\"shop\",\"epoch\":\"e\",\"revision\":-1,\"removedAt\":0,\"endpoints\":[]}",
                "{\"service\":\"shop\",\"epoch\":\"\",\"revision\":9,\"removedAt\":0,\"endpoints\":[]}",
                "{\"service\":\"other\",\"epoch\":\"e\",\"revision\":9,\"removedAt\":0,\"global\":{},\"defaults\":{},\"endpoints\":[]}"
            })
    void nonsenseIsRejectedOnceAndTheOldSetKept(String nonsense) {
        assertKept(nonsense.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEndlesslyNestedAnswerIsRejected() {
        assertKept("[".repeat(200_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ahugeAnswerIsRejectedUnread() {
        assertKept(new byte[9 << 20]);
    }

    private void assertKept(byte[] answer) {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        PolicySet before = policies.current();

        controlPlane.answerWith(context -> context.result(answer));
        delivery.awaitLine("gives no policies");
        delivery.awaitMorePolls();
        assertThat(policies.current()).isSameAs(before);
        assertThat(delivery.lines("gives no policies")).hasSize(1);

        controlPlane.answerTo(caching(2));
        awaitRevision(policies, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=:AAAA:", "md5=:AAAA:, sha-256=:LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=:"})
    void anAnswerWithTheDigestOfAnotherIsRefusedAndAskedForAgain(String digest) {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        controlPlane.answerWith(
                context -> context.header("Repr-Digest", digest).result(PolicyJson.writeSet(caching(2))));
        delivery.awaitLine("the hash of others");
        delivery.awaitMorePolls();
        assertThat(policies.current().revision()).isEqualTo(new Revision("e", 1));

        controlPlane.answerTo(caching(3));
        awaitRevision(policies, 3);
    }

    @Test
    void aDigestOfAnotherKindSaysNothing() {
        controlPlane.answerWith(context ->
                context.header("Repr-Digest", "md5=:AAAA:, xsha-256=:AAAA:").result(PolicyJson.writeSet(caching(2))));

        awaitRevision(delivery.start(), 2);
    }

    @Test
    void whatIsFaultyInASetKeepsItsOldValueWhileTheRestApplies() {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);

        PolicySet next = caching(2)
                .withEndpoint(
                        EndpointId.of("/new"),
                        PolicySettings.EMPTY.with(PolicyField.TTL, Duration.ofSeconds(77)),
                        new Revision("e", 3));
        String json = new String(PolicyJson.writeSet(next), StandardCharsets.UTF_8);
        assertThat(json).contains("\"shouldCache\":true").contains("77");
        byte[] faulty = json.replace("\"shouldCache\":true", "\"shouldCache\":\"maybe\"")
                .getBytes(StandardCharsets.UTF_8);
        controlPlane.answerWith(context -> context.result(faulty));

        awaitRevision(policies, 3);
        delivery.awaitMorePolls();
        assertThat(Shop.cachesProducts(policies.current())).isTrue();
        assertThat(policies.current()
                        .resolve("GET", EndpointPath.parse("/new"))
                        .policy()
                        .ttl())
                .isEqualTo(Duration.ofSeconds(77));
        assertThat(delivery.lines("the old values hold")).hasSize(1).allMatch(line -> line.contains("shouldCache"));
    }

    @Test
    void anOlderRevisionIsNotAcceptedUnlessTheEpochIsAnotherAndThereIsNoWayBack() {
        controlPlane.answerTo(caching(5));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 5);

        controlPlane.answerTo(caching(4));
        delivery.awaitLine("which is older");
        delivery.awaitMorePolls();
        assertThat(policies.current().revision()).isEqualTo(new Revision("e", 5));
        assertThat(controlPlane.latest())
                .as("so that the control plane learns of it")
                .containsEntry("If-None-Match", "\"e-5\"");

        controlPlane.answerTo(caching(new Revision("f", 1)));
        awaitRevision(policies, new Revision("f", 1));

        controlPlane.answerTo(caching(6));
        delivery.awaitLine("of an epoch that was left");
        assertThat(policies.current().revision()).isEqualTo(new Revision("f", 1));
    }

    @Test
    void aControlPlaneThatHangsHoldsUpNobody() {
        controlPlane.answerTo(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        controlPlane.answerWith(context -> {
            hanging.countDown();
            release.await();
        });
        until(() -> hanging.getCount() == 0);

        assertThat(Shop.cachesProducts(policies.current())).isTrue();
        delivery.awaitLine("gives no policies");

        controlPlane.answerTo(caching(2));
        awaitRevision(policies, 2);
        release.countDown();
    }

    @Test
    void aRedirectIsNotFollowed() {
        controlPlane.answerWith(context -> context.redirect("/elsewhere"));
        delivery.start("open-sesame", null, HURRY);

        delivery.awaitLine("it answers 302");
    }

    @Test
    void onlyAnAbsoluteHttpUriWillDo() {
        assertThatThrownBy(() -> StreamedPolicies.start(Shop.NAME, URI.create("redis://localhost"), null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops", "/ops/"})
    void theControlPlaneMayLiveBelowAPath(String path) {
        controlPlane.answerTo(caching(1));
        try (StreamedPolicies policies =
                StreamedPolicies.start(Shop.NAME, controlPlane.uri().resolve(path), null, null)) {
            awaitRevision(policies, 1);
        }
    }
}
