package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.sdk.store.CapturedErrors;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolledPoliciesTest {
    /** For machines that are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ServiceName SHOP = new ServiceName("shop");
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final PretendControlPlane controlPlane = new PretendControlPlane();
    private final CapturedErrors log = new CapturedErrors();
    private @Nullable PolledPolicies policies;

    @AfterEach
    void end() {
        if (policies != null) {
            policies.close();
        }
        controlPlane.close();
        log.close();
    }

    @Test
    void nothingIsCachedUntilTheControlPlaneIsHeardOf() {
        controlPlane.stop();
        PolledPolicies source = start(null);

        assertThat(source.current()).isEqualTo(PolicySet.empty(SHOP, Revision.NONE));
    }

    @Test
    void policiesArePickedUpWhenTheControlPlaneAppears() {
        controlPlane.stop();
        PolledPolicies source = start(null);
        awaitLine("gives no policies");

        controlPlane.serve(caching(7));
        controlPlane.restart();

        awaitRevision(source, 7);
        assertThat(cachesProducts(source)).isTrue();
    }

    @Test
    void aChangeIsPickedUp() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);

        controlPlane.serve(PolicySet.empty(SHOP, new Revision("e", 2)));

        awaitRevision(source, 2);
        assertThat(cachesProducts(source)).isFalse();
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);
        PolicySet first = source.current();

        awaitMorePolls();

        assertThat(controlPlane.latest()).containsEntry("If-None-Match", "\"e-1\"");
        assertThat(source.current()).as("the very same object").isSameAs(first);
    }

    @Test
    void theLastSetHoldsWhileTheControlPlaneIsAwayAndTheLossIsLoggedOnce() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);

        controlPlane.stop();
        awaitLine("gives no policies");
        assertThat(cachesProducts(source)).isTrue();

        controlPlane.serve(caching(2));
        controlPlane.restart();
        awaitRevision(source, 2);
        awaitMorePolls();

        assertThat(lines("gives no policies")).hasSize(1);
        assertThat(lines("is back")).hasSize(1);
    }

    @Test
    void theTokenIsSentAndNeverLogged() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start("open-sesame");
        awaitRevision(source, 1);
        assertThat(controlPlane.latest()).containsEntry("Authorization", "Bearer open-sesame");

        controlPlane.answerWith(context -> context.status(401));
        awaitLine("is the token right?");

        assertThat(lines("open-sesame")).isEmpty();
    }

    @Test
    void withoutATokenNoneIsSent() {
        controlPlane.serve(caching(1));
        awaitRevision(start(null), 1);

        assertThat(controlPlane.latest()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalIsLoggedOnceAndTriedAgain(int status) {
        controlPlane.answerWith(context -> context.status(status));
        PolledPolicies source = start("wrong");
        awaitMorePolls();
        awaitMorePolls();
        assertThat(lines("it answers " + status)).hasSize(1);

        controlPlane.serve(caching(1));

        awaitRevision(source, 1);
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
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);
        PolicySet before = source.current();

        controlPlane.answerWith(context -> context.result(answer));
        awaitLine("gives no policies");
        awaitMorePolls();
        assertThat(source.current()).isSameAs(before);
        assertThat(lines("gives no policies")).hasSize(1);

        controlPlane.serve(caching(2));
        awaitRevision(source, 2);
    }

    @Test
    void whatIsFaultyInASetKeepsItsOldValueWhileTheRestApplies() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);

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

        awaitRevision(source, 3);
        awaitMorePolls();
        assertThat(cachesProducts(source)).isTrue();
        assertThat(source.current()
                        .resolve("GET", EndpointPath.parse("/new"))
                        .policy()
                        .ttl())
                .isEqualTo(Duration.ofSeconds(77));
        assertThat(lines("the old values hold")).hasSize(1).allMatch(line -> line.contains("shouldCache"));
    }

    @Test
    void anOlderRevisionIsNotAcceptedUnlessTheEpochIsAnother() {
        controlPlane.serve(caching(5));
        PolledPolicies source = start(null);
        awaitRevision(source, 5);

        controlPlane.serve(caching(4));
        awaitLine("which is older");
        awaitMorePolls();
        assertThat(source.current().revision()).isEqualTo(new Revision("e", 5));

        controlPlane.serve(PolicySet.empty(SHOP, new Revision("f", 1)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.current().revision()).isEqualTo(new Revision("f", 1)));
    }

    @Test
    void aControlPlaneThatHangsHoldsUpNobody() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        controlPlane.answerWith(context -> {
            hanging.countDown();
            release.await();
        });
        await().atMost(PATIENCE).until(() -> hanging.getCount() == 0);

        assertThat(cachesProducts(source)).isTrue();
        awaitLine("gives no policies");

        controlPlane.serve(caching(2));
        awaitRevision(source, 2);
        release.countDown();
    }

    @Test
    void aRedirectIsNotFollowed() {
        controlPlane.answerWith(context -> context.redirect("/elsewhere"));
        start("open-sesame");

        awaitLine("it answers 302");
    }

    @Test
    void closingEndsTheThreadEvenWhileTheControlPlaneHangsAndKeepsTheLastSet() {
        controlPlane.serve(caching(1));
        PolledPolicies source = start(null);
        awaitRevision(source, 1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        controlPlane.answerWith(context -> {
            hanging.countDown();
            release.await();
        });
        await().atMost(PATIENCE).until(() -> hanging.getCount() == 0);
        assertThat(pollingThreads()).isOne();

        source.close();
        source.close();

        await().atMost(Duration.ofSeconds(1)).until(() -> pollingThreads() == 0);
        assertThat(cachesProducts(source)).isTrue();
        assertThat(lines("gives no policies")).isEmpty();
        release.countDown();
    }

    @Test
    void onlyAnAbsoluteHttpUriWillDo() {
        assertThatThrownBy(() -> PolledPolicies.start(SHOP, URI.create("redis://localhost"), null, OFTEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops", "/ops/"})
    void theControlPlaneMayLiveBelowAPath(String path) {
        controlPlane.serve(caching(1));
        policies = PolledPolicies.start(SHOP, controlPlane.uri().resolve(path), null, OFTEN);

        awaitRevision(policies, 1);
    }

    private PolledPolicies start(@Nullable String token) {
        PolledPolicies started = PolledPolicies.start(SHOP, controlPlane.uri(), token, OFTEN);
        policies = started;
        return started;
    }

    private static PolicySet caching(long revision) {
        return PolicySet.empty(SHOP, Revision.NONE)
                .withEndpoint(
                        EndpointId.of("/products"),
                        PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true),
                        new Revision("e", revision));
    }

    private static boolean cachesProducts(PolicySource source) {
        return source.current()
                .resolve("GET", EndpointPath.parse("/products"))
                .policy()
                .shouldCache();
    }

    private static void awaitRevision(PolicySource source, long number) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(source.current().revision().number()).isEqualTo(number));
    }

    /** Two more: the first may have been under way when the answer was changed. */
    private void awaitMorePolls() {
        int before = controlPlane.polls();
        await().atMost(PATIENCE).until(() -> controlPlane.polls() >= before + 2);
    }

    private List<String> lines(String containing) {
        return log.lines().stream().filter(line -> line.contains(containing)).toList();
    }

    private void awaitLine(String containing) {
        await().atMost(PATIENCE).until(() -> !lines(containing).isEmpty());
    }

    private static long pollingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cacheplane-policies-shop"))
                .count();
    }
}
