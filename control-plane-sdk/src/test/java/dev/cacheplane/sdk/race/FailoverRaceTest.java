package dev.cacheplane.sdk.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random race goes on while Redis is taken from under it and comes back, however it is reached. */
class FailoverRaceTest {
    private static final CacheSettings SETTINGS = CacheSettings.ofDefaults().withBound(Arena.BOUND);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(1);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int STRIKES = Integer.getInteger("race.strikes", 2);

    private final AtomicLong seeds = new AtomicLong(Long.getLong("race.seed", System.nanoTime()));
    private final Verdict verdict = new Verdict();
    private final Rows database = new Rows(Arena.BOUND);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    /** A process, as it were. */
    private final class Member implements AutoCloseable {
        private final RedisStore store;
        private final Node node;

        Member(String name, String url) {
            store = RedisStore.connect(RedisAddress.parse(url));
            node = new Node(name, new Engine(store, SETTINGS), database, verdict);
        }

        /** Reads and writes at random for a while. */
        void race() {
            new RandomRace(node, 3, 20).run(seeds.incrementAndGet());
        }

        void awaitCaching() {
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                node.read("probe");
                long loads = node.loads("probe");
                node.read("probe");
                return node.loads("probe") == loads && store.isOpen();
            });
        }

        @Override
        public void close() {
            node.close();
            store.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWasInvalidatedComesBackAndNoRequestFails(Way way) {
        verdict.about(way);
        long seed = seeds.get();
        try (Way.Ground ground = way.prepare(directory);
                Member here = new Member("here", ground.url());
                Member elsewhere = new Member("elsewhere", ground.url())) {
            List<Member> members = List.of(here, elsewhere);
            members.forEach(Member::awaitCaching);
            List<Errand> races = new ArrayList<>();
            try {
                members.forEach(member -> races.add(new Errand(member::race, PACE)));
                for (int struck = 0; struck < STRIKES; struck++) {
                    awaitMoreReads(500);
                    ground.strike(() -> awaitMoreReads(100));
                    awaitMoreReads(500);
                    ground.mend();
                    members.forEach(Member::awaitCaching);
                }
                awaitMoreReads(500);
            } finally {
                races.forEach(Errand::close);
            }
            assertThat(races).allSatisfy(race -> assertThat(race.thrown()).isEmpty());
        }
        System.out.printf("%8d  reads judged, %s, -Drace.seed=%d%n", verdict.reads(), way, seed);
        assertThat(verdict.violations()).as("-Drace.seed=" + seed).isEmpty();
    }

    /** The new master has the entries, and has never heard that they were taken out. */
    @ParameterizedTest
    @EnumSource(names = {"SENTINELS", "CLUSTER"})
    void whatTheOldMasterHadAcknowledgedHoldsAtTheNewOneThoughItWasNeverTold(Way way) {
        verdict.about(way);
        List<String> rows = IntStream.range(0, 20).mapToObj(i -> "lost" + i).toList();
        try (Way.Ground ground = way.prepare(directory);
                Member here = new Member("here", ground.url());
                Member elsewhere = new Member("elsewhere", ground.url())) {
            here.awaitCaching();
            elsewhere.awaitCaching();
            rows.forEach(here.node::read);
            AtomicInteger next = new AtomicInteger();
            Runnable read = () -> elsewhere.node.read(rows.get(next.incrementAndGet() % rows.size()));
            try (Errand reading = new Errand(read, PACE)) {
                awaitMoreReads(rows.size());
                ground.strike(() -> assertThat(rows).allMatch(here.node::write)); // applied, and not merely journalled
                ground.mend();
                here.awaitCaching();
                elsewhere.awaitCaching();
                awaitMoreReads(2 * rows.size());
                assertThat(reading.thrown()).isEmpty();
            }
        }
        assertThat(verdict.violations()).isEmpty();
    }

    private void awaitMoreReads(int more) {
        long before = verdict.reads();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> verdict.reads() > before + more);
    }
}
