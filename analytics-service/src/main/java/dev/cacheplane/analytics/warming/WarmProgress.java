package dev.cacheplane.analytics.warming;

import dev.cacheplane.sdk.cache.Warming;
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
 * @param skipped how many could not have been kept: caching was switched off meanwhile, or Redis was out of reach
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
        int skipped,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant next) {
    static WarmProgress of(
            Warming.Progress warming, @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable Instant next) {
        return new WarmProgress(
                startedAt != null && endedAt == null,
                warming.total(),
                warming.loaded(),
                warming.alreadyCached(),
                warming.failed(),
                warming.skipped(),
                startedAt,
                endedAt,
                next);
    }
}
