package dev.cacheplane.analytics.warming;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far warming is, or how the last one ended. Immutable.
 *
 * @param running whether one is under way
 * @param reports how many reports it is about
 * @param computed how many it has computed
 * @param alreadyCached how many were there before
 * @param failed how many could not be computed
 * @param startedAt when it began; null before the first one
 * @param endedAt when it ended; null until then
 * @param next when the schedule says so again; null if it never does
 */
public record WarmProgress(
        boolean running,
        int reports,
        int computed,
        int alreadyCached,
        int failed,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant next) {
    static final WarmProgress NONE = new WarmProgress(false, 0, 0, 0, 0, null, null, null);

    static WarmProgress begun(int reports, Instant now, @Nullable Instant next) {
        return new WarmProgress(true, reports, 0, 0, 0, now, null, next);
    }

    int done() {
        return computed + alreadyCached + failed;
    }

    WarmProgress withComputed() {
        return new WarmProgress(running, reports, computed + 1, alreadyCached, failed, startedAt, endedAt, next);
    }

    WarmProgress withAlreadyCached() {
        return new WarmProgress(running, reports, computed, alreadyCached + 1, failed, startedAt, endedAt, next);
    }

    WarmProgress withFailed() {
        return new WarmProgress(running, reports, computed, alreadyCached, failed + 1, startedAt, endedAt, next);
    }

    WarmProgress ended(Instant now) {
        return new WarmProgress(false, reports, computed, alreadyCached, failed, startedAt, now, next);
    }

    WarmProgress withNext(@Nullable Instant time) {
        return new WarmProgress(running, reports, computed, alreadyCached, failed, startedAt, endedAt, time);
    }
}
