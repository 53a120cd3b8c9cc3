package dev.cacheplane.sdk.race;

import static dev.cacheplane.sdk.race.Interleaving.A_COLD_KEY_IS_ASKED_FOR_BY_SEVERAL;
import static dev.cacheplane.sdk.race.Interleaving.ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE;
import static dev.cacheplane.sdk.race.Interleaving.ONE_COMES_AFTER_AN_INVALIDATION_OF_ITS_PROCESS;
import static dev.cacheplane.sdk.race.Interleaving.ONE_COMES_AFTER_AN_INVALIDATION_OF_METADATA_ALONE;

import java.util.ArrayList;
import java.util.List;

/** Who may join whose computation. */
final class FlightRaces {
    private FlightRaces() {}

    static void comesAfterHere(Arena arena, List<String> rows) {
        List<Reading> old = begin(arena.here.node(), rows);
        int loaded = awaitLoaded(old);
        rows.forEach(arena.here.node()::write);
        List<Reading> late = begin(arena.here.node(), rows);
        Reading.letRun(late);
        Reading.finish(old);
        Reading.finish(late);
        rows.forEach(arena::judgeStored);
        count(arena, ONE_COMES_AFTER_AN_INVALIDATION_OF_ITS_PROCESS, loaded);
    }

    static void comesAfterElsewhere(Arena arena, List<String> rows) {
        count(arena, ONE_COMES_AFTER_AN_INVALIDATION_ELSEWHERE, joinElsewhere(arena, rows));
    }

    /** The entry was evicted and its companion was not: the invalidation has something to delete, and must speak of the entry all the same. */
    static void metadataAlone(Arena arena, List<String> rows) {
        for (String row : rows) {
            arena.here.node().read(row);
            arena.here.awaitFills();
            arena.plain.evictEntry(Engine.entry(row));
        }
        count(arena, ONE_COMES_AFTER_AN_INVALIDATION_OF_METADATA_ALONE, joinElsewhere(arena, rows));
    }

    private static int joinElsewhere(Arena arena, List<String> rows) {
        arena.awaitReports();
        List<Reading> old = begin(arena.elsewhere.node(), rows);
        int loaded = awaitLoaded(old);
        rows.forEach(arena.here.node()::write);
        arena.awaitSettled(rows);
        List<Reading> late = begin(arena.elsewhere.node(), rows);
        Reading.letRun(late);
        Reading.finish(old);
        Reading.finish(late);
        rows.forEach(arena::judgeStored);
        return loaded;
    }

    /** Nothing is there, no generation either, and nothing is invalidated: one computation is enough. */
    static void cold(Arena arena, List<String> rows) {
        arena.flush();
        List<Reading> first = begin(arena.here.node(), rows);
        int loaded = awaitLoaded(first);
        List<Reading> others = new ArrayList<>(begin(arena.here.node(), rows));
        others.addAll(begin(arena.elsewhere.node(), rows));
        Reading.letRun(others);
        Reading.finish(first);
        Reading.finish(others);
        others.stream()
                .filter(Reading::hasLoaded)
                .forEach(again -> arena.verdict.violation("a cold key was loaded twice"));
        count(arena, A_COLD_KEY_IS_ASKED_FOR_BY_SEVERAL, loaded);
    }

    private static List<Reading> begin(Node node, List<String> rows) {
        return rows.stream().map(node::begin).toList();
    }

    private static int awaitLoaded(List<Reading> readings) {
        return (int) readings.stream().filter(Reading::awaitLoaded).count();
    }

    private static void count(Arena arena, Interleaving kind, int times) {
        for (int i = 0; i < times; i++) {
            arena.verdict.forced(kind);
        }
    }
}
