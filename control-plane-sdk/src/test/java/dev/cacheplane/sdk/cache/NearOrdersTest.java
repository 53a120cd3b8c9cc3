package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.cache.NearWorld.Omission;
import dev.cacheplane.sdk.cache.NearWorld.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two readers and a writer, step by step, in every order there is: nobody gets from this process' memory what was invalidated before he began. */
class NearOrdersTest {
    private static final int READERS = 2;
    private static final int STEPS = 3;

    /** What came of all orders. */
    private record Outcome(int orders, List<String> stale) {}

    @ParameterizedTest
    @EnumSource
    void nothingThatWasInvalidatedIsServedInWhateverOrder(Report report) {
        Outcome outcome = inEveryOrder(Omission.NONE, report);
        assertThat(outcome.orders()).isEqualTo(1_680);
        assertThat(outcome.stale()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"COUNT, OF_THE_KEY", "FLUSHES, OF_ANYTHING", "VALIDITY, LOST"})
    void aReaderThatLeavesOutAStepIsFoundOut(Omission omission, Report report) {
        assertThat(inEveryOrder(omission, report).stale()).isNotEmpty();
    }

    /** Of a report that was lost, the entry comes back into use when reports are confirmed again, unless they have begun anew. */
    @Test
    void reportsThatBeginAnewFindNothingOfBefore() {
        try (NearWorld world = new NearWorld(Omission.NONE)) {
            assertThat(read(world).isStale()).isFalse();
            world.write(Report.LOST);
            world.report(Report.LOST);
            world.settle();
            world.report(Report.OF_ANYTHING);
            world.confirm();
            assertThat(read(world).isStale()).isFalse();
        }
    }

    private static Outcome inEveryOrder(Omission omission, Report report) {
        List<String> stale = new ArrayList<>();
        int[] orders = new int[1];
        order(new int[READERS + 1], new ArrayList<>(), order -> {
            orders[0]++;
            if (isStale(omission, report, order)) {
                stale.add(order.toString());
            }
        });
        return new Outcome(orders[0], stale);
    }

    /** Hands over every order in which readers (0, 1) and the writer (2) can take their steps. */
    private static void order(int[] taken, List<Integer> before, Consumer<List<Integer>> each) {
        if (before.size() == STEPS * taken.length) {
            each.accept(before);
            return;
        }
        for (int who = 0; who < taken.length; who++) {
            if (taken[who] < STEPS) {
                taken[who]++;
                before.add(who);
                order(taken, before, each);
                before.remove(before.size() - 1);
                taken[who]--;
            }
        }
    }

    private static boolean isStale(Omission omission, Report report, List<Integer> order) {
        try (NearWorld world = new NearWorld(omission)) {
            List<NearWorld.Read> reads = List.of(world.new Read(), world.new Read());
            int[] taken = new int[READERS + 1];
            for (int who : order) {
                int step = taken[who]++;
                if (who == READERS) {
                    write(world, report, step);
                } else {
                    read(reads.get(who), step);
                }
            }
            NearWorld.Read last = read(world);
            return last.isStale() || reads.stream().anyMatch(NearWorld.Read::isStale);
        }
    }

    private static void write(NearWorld world, Report report, int step) {
        switch (step) {
            case 0 -> world.write(report);
            case 1 -> world.report(report);
            default -> world.settle();
        }
    }

    private static void read(NearWorld.Read read, int step) {
        switch (step) {
            case 0 -> read.begin();
            case 1 -> read.ask();
            default -> read.keep();
        }
    }

    private static NearWorld.Read read(NearWorld world) {
        NearWorld.Read read = world.new Read();
        for (int step = 0; step < STEPS; step++) {
            read(read, step);
        }
        return read;
    }
}
