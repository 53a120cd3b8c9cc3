package dev.cacheplane.sdk.race;

import static dev.cacheplane.sdk.race.Interleaving.AN_INVALIDATION_COMES_BEFORE_WHAT_WAS_READ;
import static dev.cacheplane.sdk.race.Interleaving.EVERYTHING_IS_FLUSHED_BEFORE_WHAT_WAS_READ;

import java.util.ArrayList;
import java.util.List;

/** What a process may keep of what it has read: an answer of Redis' and the news of its end come over two connections. */
final class NearRaces {
    private NearRaces() {}

    static void invalidatedAfterReading(Arena arena, List<String> rows) {
        readThenEnd(
                arena, rows, AN_INVALIDATION_COMES_BEFORE_WHAT_WAS_READ, () -> rows.forEach(arena.here.node()::write));
    }

    static void flushedAfterReading(Arena arena, List<String> rows) {
        readThenEnd(arena, rows, EVERYTHING_IS_FLUSHED_BEFORE_WHAT_WAS_READ, () -> {
            List<Long> versions = rows.stream().map(arena.database::update).toList();
            arena.plain.forgetEverything();
            for (int i = 0; i < rows.size(); i++) {
                arena.database.invalidated(rows.get(i), versions.get(i));
            }
        });
    }

    private static void readThenEnd(Arena arena, List<String> rows, Interleaving kind, Runnable end) {
        List<Hold> holds = new ArrayList<>();
        List<Reading> old = new ArrayList<>();
        for (String row : rows) {
            arena.here.node().read(row);
            holds.add(arena.elsewhere.between().holdAfter("read", row));
            old.add(arena.elsewhere.node().begin(row));
        }
        long held = holds.stream().filter(Hold::awaitReached).count();
        end.run();
        arena.awaitSettled(rows);
        holds.forEach(Hold::release);
        Reading.finish(old);
        rows.forEach(arena.elsewhere.node()::read);
        rows.forEach(arena::judgeStored);
        for (int i = 0; i < held; i++) {
            arena.verdict.forced(kind);
        }
    }
}
