package dev.cacheplane.sdk.race;

import java.util.ArrayList;
import java.util.List;

/** What a process may rely on that is not told of changes any more. */
final class ReportRaces {
    private ReportRaces() {}

    static void cease(Arena arena, List<String> rows) {
        silence(
                arena,
                rows,
                Interleaving.REPORTS_CEASE,
                arena.elsewhere.between().reports()::cease);
        arena.elsewhere.between().reports().resume();
    }

    /** By an operator, or a firewall that thinks it idle: the data connection stays. */
    static void trackingLost(Arena arena, List<String> rows) {
        silence(arena, rows, Interleaving.THE_TRACKING_CONNECTION_IS_LOST, arena.plain::killTracking);
    }

    private static void silence(Arena arena, List<String> rows, Interleaving kind, Runnable silence) {
        List<String> cached = rows.subList(0, rows.size() / 2);
        List<String> computed = rows.subList(rows.size() / 2, rows.size());
        cached.forEach(arena.elsewhere.node()::read);
        arena.awaitReports();
        cached.forEach(arena.elsewhere.node()::read);
        List<Reading> readings = new ArrayList<>(
                computed.stream().map(arena.elsewhere.node()::begin).toList());
        long loaded = readings.stream().filter(Reading::awaitLoaded).count();
        silence.run();
        for (int i = 0; i < rows.size(); i++) {
            arena.here.node().write(rows.get(i), i % 3 == 0 ? How.BY_ENDPOINT : i % 3 == 1 ? How.BY_TAG : How.BY_KEY);
        }
        arena.awaitSettled(rows);
        List<Reading> late = rows.stream().map(arena.elsewhere.node()::begin).toList();
        Reading.letRun(late);
        readings.addAll(late);
        Reading.finish(readings);
        rows.forEach(arena.elsewhere.node()::read);
        arena.forced(kind, loaded);
    }
}
