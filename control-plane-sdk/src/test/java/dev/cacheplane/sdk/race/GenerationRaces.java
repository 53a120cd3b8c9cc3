package dev.cacheplane.sdk.race;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** What a computation may leave that began before everything, an endpoint or a tag was invalidated, or made stale. */
final class GenerationRaces {
    private GenerationRaces() {}

    static void everything(Arena arena, List<String> rows) {
        endsAfter(arena, rows, How.BY_SERVICE, Interleaving.A_COMPUTATION_ENDS_AFTER_EVERYTHING_WAS_INVALIDATED);
    }

    static void endpoint(Arena arena, List<String> rows) {
        endsAfter(arena, rows, How.BY_ENDPOINT, Interleaving.A_COMPUTATION_ENDS_AFTER_ITS_ENDPOINT_WAS_INVALIDATED);
    }

    /** The tag is named by the computation, after the row was read: hence the clock. */
    static void lateTag(Arena arena, List<String> rows) {
        endsAfter(arena, rows, How.BY_TAG, Interleaving.A_COMPUTATION_NAMES_A_TAG_THAT_WAS_INVALIDATED_MEANWHILE);
    }

    private static void endsAfter(Arena arena, List<String> rows, How how, Interleaving kind) {
        rows.forEach(arena.here.node()::read); // the generations are known
        rows.forEach(arena.elsewhere.node()::read);
        rows.stream().map(Engine::entry).forEach(arena.plain::evictEntry);
        arena.awaitReports();
        List<Reading> old = rows.stream().map(arena.elsewhere.node()::begin).toList();
        long loaded = old.stream().filter(Reading::awaitLoaded).count();
        rows.forEach(row -> arena.here.node().write(row, how));
        Reading.finish(old);
        rows.forEach(arena.here.node()::read);
        arena.awaitSettled(rows);
        rows.forEach(arena.elsewhere.node()::read);
        arena.forced(kind, loaded);
    }

    /** What is stored meanwhile must not be taken for fresh: it would stay. */
    static void softly(Arena arena, List<String> rows) {
        List<String> stale = rows.stream().map(row -> "stale" + row).toList();
        List<Reading> old = stale.stream().map(arena.elsewhere.node()::begin).toList();
        long loaded = old.stream().filter(Reading::awaitLoaded).count();
        stale.forEach(row -> arena.here.node().write(row, How.SOFTLY));
        Reading.finish(old);
        arena.forced(Interleaving.A_COMPUTATION_ENDS_AFTER_A_SOFT_INVALIDATION, loaded);
        for (String row : stale) {
            for (Node node : List.of(arena.here.node(), arena.elsewhere.node())) {
                try {
                    await().pollInterval(Duration.ofMillis(2))
                            .until(() -> node.readStale(row) == arena.database.read(row));
                } catch (ConditionTimeoutException e) {
                    arena.verdict.violation("row " + row + " stays as it was");
                    return; // so it would be with the others, and each would be waited for
                }
            }
        }
    }
}
