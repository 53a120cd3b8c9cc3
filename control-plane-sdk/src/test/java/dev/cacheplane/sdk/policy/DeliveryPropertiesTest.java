package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stream, polls and disk in any order, late and damaged: what is applied never goes back, and ends at the newest. */
class DeliveryPropertiesTest {
    static LongStream seeds() {
        return LongStream.range(0, 1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsAppliedNeverGoesBackAndEndsAtTheNewestThatCame(long seed) {
        World world = new World(new Random(seed));
        for (int step = 0; step < 120; step++) {
            world.step();
        }
        world.settle();

        assertThat(world.applied()).as("the newest that was delivered whole").isEqualTo(world.newestDelivered);
    }

    /** A control plane whose revisions come one after the other, some of them in new epochs, and the ways from it. */
    private static final class World {
        private final Random random;
        private final CurrentPolicies policies = new CurrentPolicies(Shop.NAME, () -> 0);
        private final List<Revision> history = new ArrayList<>(List.of(new Revision("epoch0", 3)));
        private final List<Answer> underWay = new ArrayList<>();
        private String streamAskedUnder = "none";
        private int streamed = -1;
        private int newestDelivered = -1;
        private int appliedBefore = -1;

        /** A poll's answer: what the control plane had when it was asked, and what we had. */
        private record Answer(int at, String askedUnder) {}

        World(Random random) {
            this.random = random;
        }

        int applied() {
            return history.indexOf(policies.standing().held().set().revision());
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> change();
                case 2, 3 ->
                    underWay.add(new Answer(now(), policies.standing().held().epoch()));
                case 4 -> answer();
                case 5, 6 -> stream();
                default -> {
                    if (random.nextInt(4) == 0) {
                        disk();
                    } else if (random.nextBoolean()) {
                        connect();
                    }
                }
            }
            int applied = applied();
            assertThat(applied).as("in the order of time, whatever the epochs").isGreaterThanOrEqualTo(appliedBefore);
            appliedBefore = applied;
        }

        private int now() {
            return history.size() - 1;
        }

        private void change() {
            Revision latest = history.get(now());
            history.add(
                    random.nextInt(4) == 0
                            ? new Revision("epoch" + history.size(), random.nextInt(5))
                            : new Revision(latest.epoch(), latest.number() + 1 + random.nextInt(2)));
        }

        /** In any order, and perhaps never. */
        private void answer() {
            if (!underWay.isEmpty()) {
                Answer answer = underWay.remove(random.nextInt(underWay.size()));
                if (random.nextInt(10) > 0) {
                    offer(answer.at(), answer.askedUnder(), Origin.POLL);
                }
            }
        }

        private void connect() {
            streamAskedUnder = policies.standing().held().epoch();
            streamed = now() - 1;
        }

        /** In order, late, and leaving some out. */
        private void stream() {
            if (streamed < now()) {
                streamed += 1 + random.nextInt(now() - streamed);
                if (offer(streamed, streamAskedUnder, Origin.STREAM)) {
                    streamAskedUnder = history.get(streamed).epoch();
                }
            }
        }

        /** A copy is offered at the start alone; here at any time. */
        private void disk() {
            int at = random.nextInt(history.size());
            boolean first = policies.standing().held().id() == null;
            policies.offer(Candidate.stored(document(at), Duration.ZERO));
            if (first) {
                newestDelivered = at;
            }
        }

        private boolean offer(int at, String askedUnder, Origin origin) {
            ByteString document = document(at);
            boolean damaged = random.nextInt(6) == 0;
            String hash = damaged ? "0123456789abcdef" : SnapshotId.hashOf(document);
            @Nullable Revision claimed = origin == Origin.STREAM ? history.get(at) : null;
            Adoption adoption =
                    policies.offer(new Candidate(origin, document, askedUnder, claimed, hash, Duration.ZERO));
            newestDelivered = damaged ? newestDelivered : Math.max(newestDelivered, at);
            if (adoption instanceof Adoption.Refuse) {
                underWay.add(new Answer(now(), policies.standing().held().epoch())); // to be sure
                return false;
            }
            return true;
        }

        private ByteString document(int at) {
            return Shop.document(Shop.caching(history.get(at)));
        }

        void settle() {
            while (!underWay.isEmpty()) {
                Answer answer = underWay.remove(random.nextInt(underWay.size()));
                offer(answer.at(), answer.askedUnder(), Origin.POLL);
                assertThat(applied()).isGreaterThanOrEqualTo(appliedBefore);
                appliedBefore = applied();
            }
        }
    }
}
