package dev.cacheplane.sdk.race;

import static dev.cacheplane.sdk.race.Interleaving.ANOTHER_FILLS_BETWEEN_READING_AND_ACQUIRING;
import static dev.cacheplane.sdk.race.Interleaving.A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION;
import static dev.cacheplane.sdk.race.Interleaving.A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT;
import static dev.cacheplane.sdk.race.Interleaving.A_FILL_IS_ON_ITS_WAY_DURING_AN_INVALIDATION;
import static dev.cacheplane.sdk.race.Interleaving.A_LEASE_EXPIRES_DURING_A_COMPUTATION;

import dev.cacheplane.sdk.race.Interference.Late;
import java.util.List;

/** Who may store. */
final class FillRaces {
    private FillRaces() {}

    /** The race that gives the product its reason: read the old row, update, invalidate, store the old value. */
    static void endsAfter(Arena arena, List<String> rows) {
        for (String row : rows) {
            Node reader = (row.hashCode() % 2 == 0 ? arena.here : arena.elsewhere).node();
            Reading old = reader.begin(row);
            boolean loaded = old.awaitLoaded();
            arena.here.node().write(row);
            old.finish();
            arena.judgeStored(row);
            arena.here.node().read(row);
            if (loaded) {
                arena.verdict.forced(A_COMPUTATION_ENDS_AFTER_AN_INVALIDATION);
            }
        }
        readEverywhere(arena, rows);
    }

    /** A fill timed out at its process, which has begun anew meanwhile. */
    static void arrivesDuringTheNext(Arena arena, List<String> rows) {
        for (String row : rows) {
            Late late = arena.here.between().delay("fill", row);
            arena.here.between().loseRequests("release", row);
            Reading first = arena.here.node().begin(row);
            boolean loaded = first.awaitLoaded();
            first.finish();
            arena.here.node().write(row);
            Reading second = arena.here.node().begin(row);
            loaded &= second.awaitLoaded();
            boolean arrived = late.arrive();
            arena.judgeStored(row);
            second.finish();
            arena.here.node().read(row);
            if (loaded && arrived) {
                arena.verdict.forced(A_FILL_ARRIVES_DURING_THE_NEXT_ATTEMPT);
            }
        }
        readEverywhere(arena, rows);
    }

    /** Its caller has the value already, and writes, or another does. */
    static void onItsWay(Arena arena, List<String> rows) {
        for (String row : rows) {
            Late late = arena.here.between().postpone(row);
            arena.here.node().read(row);
            (row.hashCode() % 2 == 0 ? arena.here : arena.elsewhere).node().write(row);
            boolean arrived = late.arrive();
            arena.judgeStored(row);
            arena.here.node().read(row);
            if (arrived) {
                arena.verdict.forced(A_FILL_IS_ON_ITS_WAY_DURING_AN_INVALIDATION);
            }
        }
        readEverywhere(arena, rows);
    }

    /** Two compute, the first without knowing that its lease is gone. */
    static void leaseExpires(Arena arena, List<String> rows) {
        for (String row : rows) {
            Reading first = arena.elsewhere.node().begin(row);
            boolean loaded = first.awaitLoaded();
            arena.plain.loseLease(Engine.entry(row));
            Reading second = arena.here.node().begin(row);
            loaded &= second.awaitLoaded();
            arena.here.node().write(row);
            first.finish();
            arena.judgeStored(row);
            second.finish();
            arena.judgeStored(row);
            arena.here.node().read(row);
            if (loaded) {
                arena.verdict.forced(A_LEASE_EXPIRES_DURING_A_COMPUTATION);
            }
        }
        readEverywhere(arena, rows);
    }

    /** Who had missed before another stored finds that, and computes nothing. */
    static void anotherFills(Arena arena, List<String> rows) {
        for (String row : rows) {
            Hold missed = arena.elsewhere.between().holdAfter("read", row);
            Reading reading = arena.elsewhere.node().begin(row);
            boolean held = missed.awaitReached();
            arena.here.node().read(row);
            arena.here.awaitFills();
            missed.release();
            reading.finish();
            if (reading.hasLoaded()) {
                arena.verdict.violation("row " + row + " was loaded twice");
            }
            if (held) {
                arena.verdict.forced(ANOTHER_FILLS_BETWEEN_READING_AND_ACQUIRING);
            }
        }
    }

    private static void readEverywhere(Arena arena, List<String> rows) {
        arena.awaitSettled(rows);
        rows.forEach(arena.elsewhere.node()::read);
    }
}
