package dev.cacheplane.sdk.race;

import java.util.List;
import java.util.concurrent.Future;

/** What may be stored while a row is written. */
final class UpdateRaces {
    private UpdateRaces() {}

    /** The writer dies between its commit and its invalidation. */
    static void dies(Arena arena, List<String> rows) {
        rows.forEach(arena.elsewhere.node()::read);
        long died = 0;
        for (String row : rows) {
            arena.here.between().every(call -> call.is("invalidate", row), call -> {
                throw new Killed();
            });
            try {
                arena.here.node().write(row, How.AS_AN_UPDATE);
            } catch (Killed e) {
                arena.database.invalidated(
                        row, arena.database.read(row)); // it may not be served from now on, though nobody has said so
                died++;
            }
        }
        arena.awaitSettled(rows);
        List<Reading> late = rows.stream().map(arena.elsewhere.node()::begin).toList();
        Reading.finish(late);
        arena.forced(Interleaving.A_WRITER_DIES_AFTER_ITS_COMMIT, died);
    }

    /** A reader has the old row, and would store it, when the write begins, when it has been committed, and after all. */
    static void during(Arena arena, List<String> rows) {
        long loaded = 0;
        for (String row : rows) {
            Reading old = arena.elsewhere.node().begin(row);
            loaded += old.awaitLoaded() ? 1 : 0;
            Hold committed = arena.here.between().holdBefore("invalidate", row);
            Future<Boolean> writing = arena.here.node().beginWriting(row, How.AS_AN_UPDATE);
            committed.awaitReached();
            old.finish();
            arena.judgeStored(row);
            committed.release();
            Node.result(writing);
            arena.judgeStored(row);
            arena.here.node().read(row);
        }
        arena.awaitSettled(rows);
        rows.forEach(arena.elsewhere.node()::read);
        arena.forced(Interleaving.A_COMPUTATION_ENDS_DURING_AN_UPDATE, loaded);
    }

    /** In place of a process that ends. */
    private static final class Killed extends RuntimeException {}
}
