package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.Freshness;
import dev.cacheplane.sdk.http.internal.fields.CacheControl;
import dev.cacheplane.sdk.http.internal.fields.Directives;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long from its making a response is fresh, and who says so. */
public record Lifetime(Duration length, Source source) {
    /** How much of the time since the last change is taken as the time to the next one (RFC 9111, section 4.2.2). */
    private static final int HEURISTIC_FRACTION = 10;

    /** Who says so. */
    public enum Source {
        /** The policy. */
        POLICY,
        /** The response. */
        RESPONSE,
        /** Nobody: it is a guess from when it was last changed, or the policy's word for such cases. */
        HEURISTIC
    }

    /**
     * The lifetime; empty if the response does not say one and none may be made up (RFC 9111, sections 3 and 4.2.1).
     *
     * <p>Where the policy decides, it decides for what may be kept without a word from the response. What may be kept for
     * its own word alone, a 503 for example, is not kept for longer than that.
     */
    static Optional<Lifetime> of(ResponseHead response, CacheControl control, CachePolicy policy) {
        Optional<Duration> said = said(response, control);
        boolean silent = Statuses.isHeuristicallyCacheable(response.status())
                || control.directives().has("public");
        Duration granted = granted(response.status(), policy);
        if (policy.freshness() == Freshness.POLICY) {
            return silent && !isShortLived(response.status(), said)
                    ? Optional.of(new Lifetime(granted, Source.POLICY))
                    : said.map(length -> new Lifetime(shorter(length, granted), Source.POLICY));
        }
        return said.map(length -> new Lifetime(length, Source.RESPONSE))
                .or(() -> silent
                        ? Optional.of(new Lifetime(guessed(response, granted), Source.HEURISTIC))
                        : Optional.empty());
    }

    /** An error that {@code public} alone lets in is kept for no longer than it says. */
    private static boolean isShortLived(int status, Optional<Duration> said) {
        return said.isPresent() && !Statuses.isHeuristicallyCacheable(status);
    }

    /** What the policy grants: its TTL, and for errors that of "there is none". */
    private static Duration granted(int status, CachePolicy policy) {
        return Statuses.isError(status) ? policy.negativeTtl() : policy.ttl();
    }

    private static Optional<Duration> said(ResponseHead response, CacheControl control) {
        Directives directives = control.directives();
        Optional<Duration> age = directives.seconds("s-maxage").or(() -> directives.seconds("max-age"));
        return age.isPresent() || control.targeted() ? age : untilExpiry(response);
    }

    /** What is no date has passed, {@code 0} above all, and so have two dates (sections 4.2.1 and 5.3). */
    private static Optional<Duration> untilExpiry(ResponseHead response) {
        if (!response.fields().has("expires")) {
            return Optional.empty();
        }
        Optional<Instant> expiry = HttpDate.in(response.fields(), "expires", response.received());
        return Optional.of(expiry.map(at -> positive(Duration.between(response.date(), at)))
                .orElse(Duration.ZERO));
    }

    private static Duration guessed(ResponseHead response, Duration granted) {
        return HttpDate.in(response.fields(), "last-modified", response.received())
                .map(changed ->
                        positive(Duration.between(changed, response.date()).dividedBy(HEURISTIC_FRACTION)))
                .map(guess -> shorter(guess, granted))
                .orElse(granted);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
