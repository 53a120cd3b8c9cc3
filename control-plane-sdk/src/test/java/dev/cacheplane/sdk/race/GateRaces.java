package dev.cacheplane.sdk.race;

import static dev.cacheplane.sdk.race.Interleaving.AN_INVALIDATIONS_ANSWER_IS_LOST;
import static dev.cacheplane.sdk.race.Interleaving.AN_INVALIDATION_IS_LOST;
import static dev.cacheplane.sdk.race.Interleaving.AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a process may read that knows of an invalidation which Redis does not have, or perhaps not. */
final class GateRaces {
    private GateRaces() {}

    static void requestLost(Arena arena, List<String> rows) {
        lose(arena, rows, AN_INVALIDATION_IS_LOST, row -> arena.here.between().loseRequests("invalidate", row));
    }

    static void answerLost(Arena arena, List<String> rows) {
        lose(
                arena,
                rows,
                AN_INVALIDATIONS_ANSWER_IS_LOST,
                row -> arena.here.between().loseReply("invalidate", row));
    }

    private static void lose(Arena arena, List<String> rows, Interleaving kind, Consumer<String> losing) {
        rows.forEach(arena.here.node()::read);
        for (String row : rows) {
            losing.accept(row);
            boolean journalled = !arena.here.node().write(row);
            arena.here.node().read(row);
            if (journalled) {
                arena.verdict.forced(kind);
            }
        }
        readAfterReplay(arena, rows);
    }

    /** The reader has found the gate open; it closes before the reader asks Redis. Whoever comes later must not get what that one gets. */
    static void passedBefore(Arena arena, List<String> rows) {
        List<Hold> passed = new ArrayList<>();
        List<Hold> read = new ArrayList<>();
        List<Reading> early = new ArrayList<>();
        for (String row : rows) {
            arena.here.node().read(row);
            passed.add(arena.here.between().holdBefore("read", row));
            early.add(arena.here.node().begin(row));
        }
        long held = passed.stream().filter(Hold::awaitReached).count();
        for (String row : rows) {
            arena.here.between().loseRequests("invalidate", row);
            arena.here.node().write(row);
            read.add(arena.here.between().holdAfter("read", row));
        }
        passed.forEach(Hold::release);
        Reading.letRun(early);
        List<Reading> late = rows.stream().map(arena.here.node()::begin).toList();
        Reading.letRun(late);
        read.forEach(Hold::release);
        late.forEach(Reading::mayFinish);
        Reading.finish(early);
        Reading.finish(late);
        for (int i = 0; i < held; i++) {
            arena.verdict.forced(AN_INVALIDATION_IS_LOST_AFTER_THE_GATE_WAS_PASSED);
        }
        readAfterReplay(arena, rows);
    }

    /** What comes back is older than what was invalidated since: the entries, their generations, even the leases. */
    static void snapshot(Arena arena, List<String> rows) {
        rows.forEach(arena.elsewhere.node()::read);
        arena.elsewhere.awaitFills();
        arena.awaitReports(); // and so the beat, by which the data's age is known
        arena.plain.commands.save();
        for (int i = 0; i < rows.size(); i++) {
            arena.here.node().write(rows.get(i), i % 3 == 0 ? How.BY_ENDPOINT : i % 3 == 1 ? How.BY_TAG : How.BY_KEY);
        }
        arena.redis.restart();
        rows.forEach(arena.here.node()::read);
        arena.here.awaitRedis();
        rows.forEach(arena.here.node()::read);
        arena.elsewhere.awaitRedis();
        arena.awaitSettled(rows);
        rows.forEach(arena.elsewhere.node()::read);
        arena.forced(Interleaving.REDIS_RESTARTS_FROM_A_SNAPSHOT, rows.size());
    }

    private static void readAfterReplay(Arena arena, List<String> rows) {
        arena.here.between().clear();
        arena.here.awaitRedis();
        rows.forEach(arena::judgeStored);
        rows.forEach(row -> arena.database.invalidated(row, arena.database.read(row)));
        rows.forEach(arena.here.node()::read);
        arena.awaitSettled(rows);
        rows.forEach(arena.elsewhere.node()::read);
    }
}
