package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.ON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLevel;
import dev.cacheplane.policy.PolicyLoss;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to endpoints that would rather not cache than go by old policies. */
class PolicyLossTest {
    /** {@code /products} gives up after a minute, {@code /other} never. */
    private static final PolicySet POLICIES = Shop.with(
                    ON.with(PolicyField.ON_POLICY_LOSS, PolicyLoss.BYPASS)
                            .with(PolicyField.POLICY_MAX_AGE, Optional.of(Duration.ofMinutes(1))),
                    new Revision("e", 1))
            .withEndpoint(EndpointId.of("/other"), ON, new Revision("e", 2));

    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @Test
    void theyStopCachingWhenTheControlPlaneWasAwayForThatLongAndGoOnWhenItIsBack() {
        controlPlane.serve(POLICIES);
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 2);
        controlPlane.stop();
        delivery.awaitLine("gives no policies");

        delivery.clock.advance(Duration.ofSeconds(62));
        until(() -> !Shop.cachesProducts(policies.current()));
        EffectivePolicy products = policies.current().resolve("GET", EndpointPath.parse("/products"));
        assertThat(products.source(PolicyField.SHOULD_CACHE)).isEqualTo(PolicyLevel.LOSS);
        assertThat(products.onSince()).as("what is stored is good again later").isEqualTo(1);
        assertThat(cachesOther(policies)).isTrue();
        PolicySet lost = policies.current();
        assertThat(policies.current()).as("made once").isSameAs(lost);

        controlPlane.restart();

        until(() -> Shop.cachesProducts(policies.current()));
        assertThat(policies.current()).isEqualTo(POLICIES);
        delivery.awaitLine("caching goes on");
        assertThat(delivery.lines("caching stops")).hasSize(1);
        assertThat(delivery.lines("caching goes on")).hasSize(1);
    }

    @Test
    void heartbeatsConfirm() {
        controlPlane.serve(POLICIES);
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 2);
        for (int i = 0; i < 10; i++) {
            delivery.clock.advance(Duration.ofSeconds(14));
            delivery.confirm(POLICIES);
        }

        assertThat(delivery.lines("caching stops")).isEmpty();
        assertThat(controlPlane.attempts()).isOne();
    }

    @Test
    void heartbeatsOfOtherPoliciesDoNot() {
        controlPlane.serve(POLICIES);
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 2);
        controlPlane.answerWith(context -> context.status(500));
        PretendStream stream = delivery.stream();

        for (int i = 0; i < 7; i++) {
            delivery.clock.advance(Duration.ofSeconds(10));
            int polls = controlPlane.polls();
            stream.heartbeat(Shop.caching(9));
            until(() -> controlPlane.polls() > polls);
        }

        until(() -> !Shop.cachesProducts(policies.current()));
    }

    @Test
    void answersThatNothingIsNewConfirm() {
        controlPlane.serveWithoutStream(POLICIES);
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 2);

        for (int i = 0; i < 10; i++) {
            delivery.clock.advance(Duration.ofSeconds(30));
            delivery.awaitMorePolls();
        }

        assertThat(Shop.cachesProducts(policies.current())).isTrue();
        assertThat(delivery.lines("caching stops")).isEmpty();
    }

    @Test
    void aCopyThatIsTooOldAlreadyIsObeyedSoFromTheStart(@TempDir Path directory) throws IOException {
        new LastKnownGood(directory, Shop.NAME)
                .write(new Copy(PretendStream.idOf(POLICIES), delivery.clock.instant(), Shop.document(POLICIES)));
        delivery.clock.advance(Duration.ofSeconds(61));
        controlPlane.stop();

        StreamedPolicies policies = delivery.start(null, directory, HURRY);

        assertThat(Shop.cachesProducts(policies.current())).isFalse();
        assertThat(cachesOther(policies)).isTrue();
    }

    @Test
    void aCopyGoesOnAgeing(@TempDir Path directory) throws IOException {
        new LastKnownGood(directory, Shop.NAME)
                .write(new Copy(PretendStream.idOf(POLICIES), delivery.clock.instant(), Shop.document(POLICIES)));
        delivery.clock.advance(Duration.ofSeconds(40));
        controlPlane.stop();
        StreamedPolicies policies = delivery.start(null, directory, HURRY);
        assertThat(Shop.cachesProducts(policies.current())).isTrue();

        delivery.clock.advance(Duration.ofSeconds(21));

        until(() -> !Shop.cachesProducts(policies.current()));
    }

    @Test
    void withCachingOffByTheEnvironmentThereIsNothingToLose() {
        controlPlane.serve(POLICIES);
        StreamedPolicies policies = delivery.start();
        try (CachingOff off = new CachingOff(policies)) {
            awaitRevision(off, 2);
            delivery.clock.advance(Duration.ofSeconds(62));
            until(() -> !Shop.cachesProducts(policies.current()));

            assertThat(Shop.cachesProducts(off.current())).isFalse();
            assertThat(cachesOther(off)).isFalse();
        }
    }

    private static boolean cachesOther(PolicySource source) {
        return source.current()
                .resolve("GET", EndpointPath.parse("/other"))
                .policy()
                .shouldCache();
    }
}
