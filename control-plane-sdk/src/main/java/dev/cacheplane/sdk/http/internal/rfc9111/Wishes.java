package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.Directives;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client would have of caches (RFC 9111, section 5.2.1). A wish that cannot be read is none, but for a largest age,
 * which is then zero.
 *
 * @param noCache nothing that is not validated first; {@code Pragma} says so too where there is no {@code Cache-Control}
 * @param maxAge nothing older; empty for any age
 * @param minFresh nothing that is fresh for less
 * @param maxStale what is stale for no longer will do; zero for nothing stale
 * @param ifError the same, where making a new one fails (RFC 5861)
 */
public record Wishes(
        boolean noCache,
        boolean noStore,
        boolean onlyIfCached,
        Optional<Duration> maxAge,
        Duration minFresh,
        Duration maxStale,
        Duration ifError) {
    /** Any staleness. */
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Wishes NONE =
            new Wishes(false, false, false, Optional.empty(), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** The wishes of a request. */
    static Wishes of(FieldSource request) {
        List<String> control = request.values("cache-control");
        List<String> pragma = control.isEmpty() ? request.values("pragma") : List.of();
        if (control.isEmpty() && pragma.isEmpty()) {
            return NONE;
        }
        Directives directives = Directives.of(control);
        boolean any = directives.isBare("max-stale");
        return new Wishes(
                directives.has("no-cache") || Directives.of(pragma).has("no-cache"),
                directives.has("no-store"),
                directives.has("only-if-cached"),
                directives.seconds("max-age"),
                directives.seconds("min-fresh").orElse(Duration.ZERO),
                any ? FOREVER : directives.seconds("max-stale").orElse(Duration.ZERO),
                directives.seconds("stale-if-error").orElse(Duration.ZERO));
    }

    /** These wishes without those that cost a run of the handler. */
    Wishes withoutCostly() {
        return new Wishes(false, noStore, onlyIfCached, Optional.empty(), Duration.ZERO, maxStale, ifError);
    }
}
