package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.Forward;
import java.time.Duration;

/** Whether a stored response answers a request (RFC 9111, section 4). */
public sealed interface Reuse {
    /**
     * It does.
     *
     * @param age what {@code Age} has to say
     * @param ttl for how long it is fresh yet, negative if it is stale
     * @param refresh whether a new one is to be made once the client has its answer (RFC 5861, section 3)
     */
    record Serve(Duration age, Duration ttl, boolean refresh) implements Reuse {}

    /**
     * The handler has to be asked.
     *
     * @param validate whether what is stored may turn out to be good still: see {@link Validation}
     */
    record Ask(Forward why, boolean validate) implements Reuse {}

    /** It does not, and the client would rather have nothing than wait: 504 (section 5.2.1.7). */
    record Refuse() implements Reuse {}

    /** What becomes of a request for which nothing is stored. */
    static Reuse ofNothing(RequestHead request, Forward why) {
        return Wishes.of(request).onlyIfCached() ? new Refuse() : new Ask(why, false);
    }

    /**
     * Decides about a stored response that {@linkplain StoredVariant#suits suits} the request.
     *
     * @param resident how long it has been stored, by a clock that nobody sets
     */
    static Reuse of(SharedCache cache, RequestHead request, StoredResponse stored, Duration resident) {
        Wishes all = Wishes.of(request);
        Wishes wishes = cache.heedsClients() ? all : all.withoutCostly();
        Reuse reuse = decide(cache, request, wishes, stored, resident);
        return reuse instanceof Ask && wishes.onlyIfCached() ? new Refuse() : reuse;
    }

    private static Reuse decide(
            SharedCache cache, RequestHead request, Wishes wishes, StoredResponse stored, Duration resident) {
        Standing standing = stored.standing();
        if (!cache.answers(request.method())) {
            return new Ask(Forward.METHOD, false);
        }
        if (Preconditions.areForTheHandler(request) || !standing.mayServe(request, cache.policy())) {
            return new Ask(Forward.REQUEST, false);
        }
        if (standing.validateAlways()) {
            return new Ask(Forward.STALE, true);
        }
        if (wishes.noCache()) {
            return new Ask(Forward.REQUEST, true);
        }
        Duration age = stored.age(resident);
        Duration ttl = stored.ttl(resident);
        boolean fresh = ttl.compareTo(Duration.ZERO) > 0;
        boolean settled = fresh && standing.immutable();
        boolean tooOld = wishes.maxAge().filter(most -> age.compareTo(most) > 0).isPresent();
        boolean tooFleeting = !wishes.minFresh().isZero() && ttl.compareTo(wishes.minFresh()) < 0;
        if (!settled && (tooOld || tooFleeting)) {
            return new Ask(fresh ? Forward.REQUEST : Forward.STALE, true);
        }
        if (fresh) {
            return new Serve(age, ttl, false);
        }
        return standing.neverStale() ? new Ask(Forward.STALE, true) : stale(cache, wishes, standing, age, ttl);
    }

    /** A client that names a largest age wants nothing stale, unless it says so too (section 5.2.1.1). */
    private static Reuse stale(SharedCache cache, Wishes wishes, Standing standing, Duration age, Duration ttl) {
        Duration over = ttl.negated();
        if (over.compareTo(standing.whileRevalidating(cache.policy())) < 0
                && wishes.maxAge().isEmpty()) {
            return new Serve(age, ttl, true);
        }
        boolean welcome = !wishes.maxStale().isZero() && over.compareTo(wishes.maxStale()) <= 0;
        return welcome ? new Serve(age, ttl, false) : new Ask(Forward.STALE, true);
    }
}
