package dev.cacheplane.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.database.Database;
import dev.cacheplane.server.policies.Followers.Convergence;
import dev.cacheplane.server.policies.Followers.Follower;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.PolicyChanges;
import dev.cacheplane.server.policies.PolicyStore;
import dev.cacheplane.server.policies.SnapshotId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time stands still here unless a test lets it pass. */
class FleetTest {
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // about to overflow, as it may

    @AutoClose
    private Database database;

    private PolicyChanges changes;
    private Policies policies;
    private Fleet fleet;

    @BeforeEach
    void open() {
        database = Database.open(directory);
        policies = new Policies(new PolicyStore(database.jdbi()));
        changes = new PolicyChanges(policies);
        fleet = new Fleet(policies, clock::get);
        policies.afterEachCommit(fleet::changed);
    }

    @Test
    void anInstanceIsAppliedBehindLaggingOrGone() {
        report(A, current());
        report(B, null);
        assertStates("applied", "behind");

        changes.change(SHOP, 1);
        assertStates("behind", "behind");
        pass(Duration.ofMillis(40));
        report(A, current());
        assertStates("applied", "behind");
        assertThat(appliedAfter(A)).isEqualTo(Duration.ofMillis(40));

        pass(Duration.ofMillis(1_959));
        assertStates("applied", "behind");
        pass(Duration.ofMillis(1));
        assertStates("applied", "lagging");
        report(B, current());
        assertStates("applied", "applied");
        assertThat(appliedAfter(B)).isEqualTo(Duration.ofSeconds(2));

        pass(Duration.ofMillis(12_999));
        report(A, current());
        assertThat(appliedAfter(A)).isEqualTo(Duration.ofMillis(40));
        pass(Duration.ofSeconds(2));
        assertStates("applied", "applied");
        pass(Duration.ofMillis(1));
        assertStates("applied", "gone");
        assertThat(fleet.view(SHOP).live()).isEqualTo(1);
    }

    @Test
    void whoIsGoneComesBackByReportingAndIsForgottenInTheEnd() {
        report(A, current());
        pass(Duration.ofMinutes(9));
        assertStates("gone");
        report(A, current());
        assertStates("applied");
        pass(Duration.ofMinutes(10).minusNanos(1));
        assertStates("gone");
        pass(Duration.ofNanos(1));
        assertStates();
    }

    @Test
    void whoSaysThatItEndsIsForgottenAtOnce() {
        report(A, current());
        report(B, current());
        fleet.forget(SHOP, A);
        fleet.forget(SHOP, C);
        fleet.forget(new ServiceName("unknown"), A);
        assertStates("applied");
    }

    @Test
    void aSetOfTheSameRevisionButAnotherHashIsNotTheCurrentOne() {
        report(A, new SnapshotId(current().revision(), "0123456789abcdef"));
        assertStates("behind");
    }

    @Test
    void anotherServicesChangeConcernsNobodyHere() {
        report(A, current());
        changes.change(new ServiceName("other"), 1);
        assertStates("applied");
        changes.changeAll(1);
        assertStates("behind");
    }

    @Test
    void howLongItTookIsUnknownForWhoWasNotThere() {
        report(A, current());
        assertThat(appliedAfter(A)).isNull();
        changes.change(SHOP, 1);
        pass(Duration.ofSeconds(5));
        report(B, null);
        report(B, current());
        report(A, current());
        assertThat(appliedAfter(B)).isNull();
        assertThat(appliedAfter(A)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aWaitEndsWhenTheLastLiveInstanceHasAppliedTheChange() {
        report(A, current());
        report(B, current());
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(30));

        pass(Duration.ofMillis(30));
        report(A, target);
        assertThat(wait).isNotDone();
        pass(Duration.ofMillis(11));
        report(B, target);

        assertThat(wait).isCompletedWithValue(new Convergence(2, 2, Duration.ofMillis(41), List.of()));
    }

    @Test
    void aLaterSetIsAsGoodAsTheOneThatIsWaitedForAndAnOlderOneIsNot() {
        report(A, current());
        SnapshotId older = current();
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(30));

        report(A, older);
        assertThat(wait).isNotDone();
        report(A, new SnapshotId(target.revision(), "0123456789abcdef"));
        assertThat(wait).isNotDone();
        report(A, changes.change(SHOP, 2));
        assertThat(wait).isDone();
    }

    @Test
    void whoComesWhileSomebodyWaitsIsWaitedForToo() {
        report(A, current());
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(30));

        report(B, null);
        report(A, target);
        assertThat(wait).isNotDone();
        report(B, target);
        assertThat(wait.join().applied()).isEqualTo(2);
    }

    @Test
    void whoDiesWhileSomebodyWaitsIsNotWaitedFor() {
        report(A, current());
        pass(Duration.ofSeconds(10));
        report(B, current());
        report(C, current());
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(30));
        report(B, target);

        pass(Duration.ofSeconds(5));
        fleet.tick();
        assertThat(wait).isNotDone();
        fleet.forget(SHOP, C);

        assertThat(wait).isCompletedWithValue(new Convergence(1, 1, Duration.ofSeconds(5), List.of()));
    }

    @Test
    void aWaitEndsWhenItsTimeIsOverAndSaysWhoIsLate() {
        report(A, current());
        report(B, current());
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(2));
        report(A, target);

        pass(Duration.ofMillis(1_999));
        fleet.tick();
        assertThat(wait).isNotDone();
        pass(Duration.ofMillis(1));
        fleet.tick();

        assertThat(wait)
                .isCompletedWithValue(
                        new Convergence(2, 1, Duration.ofSeconds(2), List.of(new Follower(B.toString(), "host-" + B))));
    }

    @Test
    void nobodyIsWaitedForWhereNobodyIs() {
        assertThat(fleet.applied(SHOP, current(), Duration.ofSeconds(30)))
                .isCompletedWithValue(new Convergence(0, 0, Duration.ZERO, List.of()));
    }

    @Test
    void aWaitOfNoTimeSaysWhatIsSoNow() {
        report(A, null);
        assertThat(fleet.applied(SHOP, current(), Duration.ZERO).join().waitingFor())
                .hasSize(1);
    }

    @Test
    void whoComesWhereTooManyWaitIsToldHowThingsStand() {
        report(A, null);
        List<CompletableFuture<Convergence>> waits = new ArrayList<>();
        for (int i = 0; i < Fleet.MOST_WAITS; i++) {
            waits.add(fleet.applied(SHOP, current(), Duration.ofSeconds(30)));
        }
        assertThat(waits).noneMatch(CompletableFuture::isDone);
        CompletableFuture<Convergence> oneTooMany = fleet.applied(SHOP, current(), Duration.ofSeconds(30));
        assertThat(oneTooMany).isDone();
        assertThat(oneTooMany.join().waitingFor()).hasSize(1);

        report(A, current());

        assertThat(waits).allMatch(CompletableFuture::isDone);
        report(B, null);
        assertThat(fleet.applied(SHOP, current(), Duration.ofSeconds(30))).isNotDone();
    }

    @Test
    void onlySoManyAreNamed() {
        for (int i = 0; i < 150; i++) {
            report(new UUID(1, i), null);
        }
        Convergence now = fleet.applied(SHOP, current(), Duration.ZERO).join();
        assertThat(now.live()).isEqualTo(150);
        assertThat(now.applied()).isZero();
        assertThat(now.waitingFor()).hasSize(100);
    }

    @Test
    void closingLetsEverybodyGoWhoWaits() {
        report(A, null);
        CompletableFuture<Convergence> before = fleet.applied(SHOP, current(), Duration.ofSeconds(30));
        fleet.close();
        assertThat(before.join().applied()).isZero();
        assertThat(fleet.applied(SHOP, current(), Duration.ofSeconds(30))).isDone();
    }

    @Test
    void aSetOfANewEpochSatisfiesWhoWaitedForOneOfTheOld() {
        report(A, current());
        SnapshotId target = changes.change(SHOP, 1);
        CompletableFuture<Convergence> wait = fleet.applied(SHOP, target, Duration.ofSeconds(30));

        Revision seen = target.revision();
        report(B, new SnapshotId(new Revision(seen.epoch(), seen.number() + 5), "0123456789abcdef"));
        assertThat(current().revision().epoch()).isNotEqualTo(seen.epoch());
        report(A, current());
        report(B, current());

        assertThat(wait).isDone();
    }

    @Test
    void thereIsRoomForTenThousandAndTheGoneMakeRoom() {
        for (int i = 0; i < ServiceFleet.MOST_INSTANCES; i++) {
            report(new UUID(1, i), null);
        }
        assertThatThrownBy(() -> report(A, null)).isInstanceOf(FleetFullException.class);
        report(new UUID(1, 0), current());
        pass(Duration.ofSeconds(15));
        report(A, null);
        assertThat(fleet.view(SHOP).instances()).hasSize(1);
    }

    private void report(UUID instance, @Nullable SnapshotId applied) {
        fleet.report(
                SHOP, new Report(instance, "1.0", "host-" + instance, applied, Report.Source.STREAM, List.of(), 0L));
    }

    private SnapshotId current() {
        return policies.snapshot(SHOP).id();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private @Nullable Duration appliedAfter(UUID instance) {
        return fleet.view(SHOP).instances().stream()
                .filter(seen -> seen.instance().report().instance().equals(instance))
                .findFirst()
                .orElseThrow()
                .instance()
                .appliedAfter();
    }

    private void assertStates(String... states) {
        assertThat(fleet.view(SHOP).instances())
                .extracting(seen -> seen.state().toString().toLowerCase(Locale.ROOT))
                .containsExactly(states);
    }
}
