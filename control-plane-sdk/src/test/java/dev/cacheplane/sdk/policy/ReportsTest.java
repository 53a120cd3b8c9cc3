package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.eventually;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cacheplane.policy.PolicySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control plane is told of what is obeyed. */
class ReportsTest {
    /** Reports only when there is something new. */
    private static final Timing RARELY = new Timing(
            HURRY.poll(),
            HURRY.net(),
            HURRY.silence(),
            HURRY.longestPause(),
            HURRY.refused(),
            HURRY.moment(),
            Duration.ofHours(1),
            HURRY.tick());

    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @Test
    void aReportSaysWhoObeysWhatAndWhence() {
        controlPlane.streamTo(caching(17));
        awaitRevision(delivery.start(null, null, RARELY), 17);
        delivery.awaitReport("\"number\":17");

        JsonNode report = latest();
        SnapshotId id = PretendStream.idOf(caching(17));
        assertThat(UUID.fromString(report.get("instance").textValue()).version())
                .isEqualTo(4);
        assertThat(report.get("version").textValue()).isNotEmpty().doesNotContain("$");
        assertThat(report.get("host").textValue()).isNotEmpty();
        assertThat(report.get("applied")).hasToString("{\"epoch\":\"e\",\"number\":17,\"hash\":\"" + id.hash() + "\"}");
        assertThat(report.get("source").textValue()).isEqualTo("stream");
        assertThat(report.get("rejected")).isEmpty();
        assertThat(report.get("ageMillis").longValue()).isZero();
    }

    @Test
    void beforeAnythingIsHeardOfItSaysSo() {
        delivery.start();
        delivery.awaitReport("\"applied\":null", "\"source\":\"default\"");
    }

    @Test
    void eachAdoptionIsReportedAtOnceAndNothingBeforeARequestWouldObey() {
        AtomicReference<StreamedPolicies> policies = new AtomicReference<>();
        List<String> early = new CopyOnWriteArrayList<>();
        controlPlane.answerReportsWith(context -> {
            StreamedPolicies source = policies.get();
            long number = parse(context.body()).path("applied").path("number").longValue();
            if (source != null && source.current().revision().number() < number) {
                early.add(context.body());
            }
        });
        controlPlane.streamTo(caching(1));
        policies.set(delivery.start(null, null, RARELY));

        for (int number = 2; number <= 50; number++) {
            controlPlane.streamTo(caching(number));
            delivery.awaitReport("\"number\":" + number);
        }

        assertThat(early).isEmpty();
    }

    /** Whatever delays applying delays the report with it: who listens is told after the set is obeyed. */
    @Test
    void whoListensIsToldWhenRequestsObeyAlready() {
        CurrentPolicies policies = new CurrentPolicies(Shop.NAME, delivery.clock);
        List<PolicySet> obeyedThen = new CopyOnWriteArrayList<>();
        List<PolicySet> reportedThen = new CopyOnWriteArrayList<>();
        policies.whenChanged(() -> {
            obeyedThen.add(policies.obeyed());
            reportedThen.add(policies.standing().held().set());
        });

        for (int number = 1; number <= 3; number++) {
            policies.offer(Candidate.polled(Shop.document(caching(number)), null, "none"));
        }

        assertThat(obeyedThen)
                .containsExactly(caching(1), caching(2), caching(3))
                .isEqualTo(reportedThen);
    }

    @Test
    void whileNothingChangesItIsSaidAgainAndAgainWithItsAge() {
        controlPlane.streamTo(caching(1));
        delivery.start();
        delivery.awaitReport("\"number\":1", "\"ageMillis\":0");

        delivery.clock.advance(Duration.ofSeconds(7));

        delivery.awaitReport("\"number\":1", "\"ageMillis\":7000");
        delivery.stream().heartbeat(caching(1));
        eventually(() -> assertThat(latest().get("ageMillis").longValue()).isZero());
    }

    @Test
    void anAnswerThatNothingIsNewConfirmsToo() {
        controlPlane.answerTo(caching(1));
        awaitRevision(delivery.start(), 1);
        controlPlane.answerWith(context -> context.status(500));
        delivery.awaitLine("gives no policies");
        delivery.clock.advance(Duration.ofSeconds(7));
        delivery.awaitReport("\"ageMillis\":7000", "\"source\":\"poll\"");

        controlPlane.answerTo(caching(1));

        eventually(() -> assertThat(latest().get("ageMillis").longValue()).isZero());
    }

    @Test
    void policiesThatCouldNotBeReadAreReported() {
        controlPlane.streamTo(caching(1));
        awaitRevision(delivery.start(null, null, RARELY), 1);
        String faulty = Shop.document(caching(2)).utf8().replace("\"shouldCache\":true", "\"shouldCache\":\"maybe\"");
        SnapshotId id = new SnapshotId(caching(2).revision(), SnapshotId.hashOf(okio.ByteString.encodeUtf8(faulty)));

        delivery.stream().policies(id.toString(), faulty);

        delivery.awaitReport("\"number\":2", "\"pointer\":\"/endpoints/0/settings/shouldCache\"", "\"detail\":");
    }

    @Test
    void aStuckReportDelaysNothingAndTheLatestIsToldAfterIt() {
        CountDownLatch stuck = new CountDownLatch(1);
        controlPlane.answerReportsWith(context -> stuck.await());
        controlPlane.streamTo(caching(1));
        StreamedPolicies policies = delivery.start(null, null, RARELY);

        for (int number = 1; number <= 20; number++) {
            controlPlane.streamTo(caching(number));
            awaitRevision(policies, number);
        }
        controlPlane.answerReportsWith(context -> context.status(204));
        stuck.countDown();

        delivery.awaitReport("\"number\":20");
        assertThat(controlPlane.reports()).as("what is outdated is not told").hasSizeLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 500})
    void aControlPlaneThatWantsNoReportsIsNoTrouble(int status) {
        controlPlane.answerReportsWith(context -> context.status(status));
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        awaitRevision(policies, 1);
        until(() -> controlPlane.reports().size() >= 3);

        assertThat(delivery.lines("WARN")).isEmpty();
        assertThat(controlPlane.attempts()).isOne();
    }

    @Test
    void closingTakesLeave() {
        controlPlane.serve(caching(1));
        StreamedPolicies policies = delivery.start();
        delivery.awaitReport("\"number\":1");
        String instance = latest().get("instance").textValue();

        policies.close();
        policies.close();

        assertThat(controlPlane.leaves()).containsExactly(instance);
    }

    @Test
    void twoInstancesAreTold() {
        controlPlane.serve(caching(1));
        delivery.start();
        delivery.awaitReport("\"number\":1");
        String first = latest().get("instance").textValue();

        delivery.start();

        until(() -> !latest().get("instance").textValue().equals(first));
    }

    private JsonNode latest() {
        List<String> reports = controlPlane.reports();
        return parse(reports.get(reports.size() - 1));
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
