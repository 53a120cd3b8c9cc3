package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.sdk.store.CapturedErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A pretended control plane, a service that follows it in a hurry, and what the log says meanwhile. */
final class Delivery implements AutoCloseable {
    /** For machines that are busy. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So often that a test need not wait, save that silence is a matter of the clock, and nothing catches what a stream lacks. */
    static final Timing HURRY = new Timing(
            Duration.ofMillis(20),
            Duration.ofMinutes(3),
            Duration.ofSeconds(15),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(5));

    final PretendControlPlane controlPlane = new PretendControlPlane();
    final FakeClock clock = new FakeClock();
    private final CapturedErrors log = new CapturedErrors();
    private final List<StreamedPolicies> started = new ArrayList<>();

    StreamedPolicies start() {
        return start(null, null, HURRY);
    }

    StreamedPolicies start(@Nullable String token, @Nullable Path directory, Timing timing) {
        StreamedPolicies policies =
                StreamedPolicies.start(Shop.NAME, controlPlane.uri(), token, directory, timing, clock, clock);
        started.add(policies);
        return policies;
    }

    /** In a hurry, save where it comes to a stream after failures. */
    static Timing withPauses(Duration longest, Duration refused) {
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

    /** In a hurry, under a stream too. */
    static Timing withNet(Duration net) {
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

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
    }

    static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }

    static void awaitRevision(PolicySource source, long number) {
        awaitRevision(source, new Revision("e", number));
    }

    static void awaitRevision(PolicySource source, Revision revision) {
        eventually(() -> assertThat(source.current().revision()).isEqualTo(revision));
    }

    /** The one stream that is open. */
    PretendStream stream() {
        until(() -> controlPlane.streams().size() == 1);
        return controlPlane.streams().get(0);
    }

    /** A heartbeat on the stream that is open, which has been understood when this returns: two reports say so, for the first may have been under way before. */
    void confirm(PolicySet set) {
        int before = controlPlane.reports().size();
        stream().heartbeat(set);
        until(() -> controlPlane.reports().stream()
                        .skip(before)
                        .filter(report -> report.contains("\"ageMillis\":0"))
                        .count()
                > 1);
    }

    /** Two more: the first may have been under way when the answer was changed. */
    void awaitMorePolls() {
        int before = controlPlane.polls();
        until(() -> controlPlane.polls() >= before + 2);
    }

    void awaitMoreAttempts() {
        int before = controlPlane.attempts();
        until(() -> controlPlane.attempts() >= before + 2);
    }

    List<String> lines(String containing) {
        return log.lines().stream().filter(line -> line.contains(containing)).toList();
    }

    void awaitLine(String containing) {
        until(() -> !lines(containing).isEmpty());
    }

    void awaitReport(String... containing) {
        until(() -> controlPlane.reports().stream()
                .anyMatch(report -> List.of(containing).stream().allMatch(report::contains)));
    }

    @Override
    public void close() {
        started.forEach(StreamedPolicies::close);
        controlPlane.close();
        log.close();
    }
}
