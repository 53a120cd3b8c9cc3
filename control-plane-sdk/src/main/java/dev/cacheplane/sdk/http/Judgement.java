package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.http.internal.fields.Forward;
import dev.cacheplane.sdk.http.internal.rfc9111.AfterFailure;
import dev.cacheplane.sdk.http.internal.rfc9111.Preconditions;
import dev.cacheplane.sdk.http.internal.rfc9111.RequestHead;
import dev.cacheplane.sdk.http.internal.rfc9111.Reuse;
import dev.cacheplane.sdk.http.internal.rfc9111.SharedCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one request may do with what is stored. Thread-safe. */
final class Judgement {
    private final SharedCache cache;
    private final RequestHead request;
    private final Spelling spelling;
    private final boolean personal;
    private final boolean anew;
    private volatile @Nullable Suiting suiting;
    private volatile @Nullable Ruling ruling;

    /**
     * @param spelling of its query
     * @param personal whether it has credentials that its key does not tell from others'
     * @param anew whether it is there to have a stale response made anew: something stale does not serve it
     */
    Judgement(SharedCache cache, RequestHead request, Spelling spelling, boolean personal, boolean anew) {
        this.cache = cache;
        this.request = request;
        this.spelling = spelling;
        this.personal = personal;
        this.anew = anew;
    }

    /** Whether one response is for the request. It is asked several times, and may take a digest to say. */
    private record Suiting(Kept kept, boolean suits) {}

    /** What becomes of one response; who looks for it asks, and then who serves it. */
    private record Ruling(Held<Kept> held, Reuse reuse) {}

    Judgement forRenewal() {
        return new Judgement(cache, request, spelling, personal, true);
    }

    SharedCache cache() {
        return cache;
    }

    RequestHead request() {
        return request;
    }

    Spelling spelling() {
        return spelling;
    }

    /** Whether the request has credentials that its key does not tell from others'. */
    boolean personal() {
        return personal;
    }

    boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** Whether the handler may be asked if what is stored is good still: not about what may not be served to this request anyway. */
    boolean validates(@Nullable Held<Kept> held) {
        return held != null && !isHead() && !(of(held, Forward.URI_MISS) instanceof Reuse.Ask ask && !ask.validate());
    }

    /** How far it goes to find something. A response to a personal request is seldom for others: nobody waits for it. */
    Search search() {
        boolean wantsWhatIsThere = Reuse.ofNothing(request, Forward.URI_MISS) instanceof Reuse.Refuse;
        if (isHead() || wantsWhatIsThere || Preconditions.areForTheHandler(request)) {
            return Search.LOOK;
        }
        return personal ? Search.LEAD : Search.WAIT;
    }

    /** @param nothing what to say where nothing is stored */
    @SuppressWarnings("ReferenceEquality") // as below
    Reuse of(@Nullable Held<Kept> held, Forward nothing) {
        if (held == null) {
            return Reuse.ofNothing(request, nothing);
        }
        Ruling known = ruling;
        if (known == null || known.held() != held) {
            known = new Ruling(held, of(held));
            ruling = known;
        }
        return known.reuse();
    }

    private Reuse of(Held<Kept> held) {
        Reuse reuse = Reuse.of(cache, request, held.response().response(), resident(held));
        return anew && reuse instanceof Reuse.Serve serve && serve.refresh()
                ? new Reuse.Ask(Forward.STALE, true)
                : reuse;
    }

    @SuppressWarnings("ReferenceEquality") // another object is judged anew
    boolean suits(Held<Kept> held) {
        Kept kept = held.response();
        Suiting known = suiting;
        if (known == null || known.kept() != kept) {
            known = new Suiting(kept, kept.suits(request));
            suiting = known;
        }
        return known.suits();
    }

    /** Whether the handler need not be asked. */
    boolean serves(Held<Kept> held) {
        return !(of(held, Forward.URI_MISS) instanceof Reuse.Ask);
    }

    /** Whether it is served in the place of a failure. */
    boolean spares(@Nullable Held<Kept> held) {
        return held != null
                && AfterFailure.of(cache, request, held.response().response(), resident(held))
                        == AfterFailure.SERVE_STALE;
    }

    /** How long it has been stored; at least its lifetime if it has been made stale before its time. */
    private static Duration resident(Held<Kept> held) {
        Duration age = held.age();
        if (!held.stale()) {
            return age;
        }
        Duration left = held.response().response().ttl(age);
        return left.compareTo(Duration.ZERO) > 0 ? age.plus(left) : age;
    }
}
