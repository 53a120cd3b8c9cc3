package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.http.Places.Place;
import dev.cacheplane.sdk.http.internal.rfc9111.ContentTag;
import dev.cacheplane.sdk.http.internal.rfc9111.HeadUpdate;
import dev.cacheplane.sdk.http.internal.rfc9111.ResponseHead;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import dev.cacheplane.sdk.http.internal.rfc9111.Storing;
import dev.cacheplane.sdk.http.internal.servlet.Recording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What one asking does to one place in the store, if it has the right to. The right ends with whatever is done first. Thread-safe. */
final class Filling {
    private final Cache cache;
    private final Place place;
    private final Judgement judgement;
    private final AtomicReference<@Nullable Attempt<Kept>> attempt;

    Filling(Cache cache, Place place, Judgement judgement) {
        this.cache = cache;
        this.place = place;
        this.judgement = judgement;
        this.attempt = new AtomicReference<>(place.attempt());
    }

    boolean isRight() {
        return attempt.get() != null;
    }

    /** The thread that asked goes on to other requests. */
    void leave() {
        Attempt<Kept> mine = attempt.get();
        if (mine != null) {
            mine.leave();
        }
    }

    /** @param pause for how long nobody waits for the like */
    void pass(Duration pause) {
        Attempt<Kept> mine = attempt.getAndSet(null);
        if (mine != null) {
            mine.pass(pause);
        }
    }

    /** The handler stores what it means to store. */
    void withdraw() {
        Attempt<Kept> mine = attempt.getAndSet(null);
        if (mine != null) {
            mine.withdraw();
        }
    }

    /** The handler has failed. */
    void fail() {
        Attempt<Kept> mine = attempt.getAndSet(null);
        if (mine != null && place.there() != null) {
            mine.fail();
        } else if (mine != null) {
            mine.pass(Course.FAILS);
        }
    }

    /** The client has gone before it had everything. That says nothing of the handler: one of those who wait asks again. */
    void abandon() {
        Attempt<Kept> mine = attempt.getAndSet(null);
        if (mine != null) {
            mine.abandon();
        }
    }

    /** Stores what has gone by, if all of it has. */
    void store(Course.Store decided, Recording recording) {
        StoredResponse response = decided.response();
        byte[] body = recording.body();
        if (recording.isWhole()
                && Storing.whenComplete(judgement.cache(), response, body.length)
                        .isEmpty()) {
            StoredResponse tagged =
                    ContentTag.given(response, body, judgement.cache().policy());
            store(new Kept(tagged, decided.variant(), place.foundBy(), body));
        }
    }

    private void store(Kept kept) {
        Attempt<Kept> mine = attempt.getAndSet(null);
        if (mine != null) {
            Keeping keeping = Keeping.of(kept.response(), judgement.cache().policy());
            List<String> tags = CacheTags.of(kept.response().fields()).orElse(List.of());
            mine.store(kept, keeping.fresh(), keeping.keep(), tags);
        }
    }

    /** Stores the same body with another header, unless that says that it may not be; returns what its client gets. */
    Kept renew(Kept kept, ResponseHead renewed) {
        Storing storing = Storing.of(judgement.cache(), judgement.request().as("GET"), renewed);
        boolean tagged = CacheTags.of(renewed.fields()).isPresent();
        if (storing instanceof Storing.Store sound && tagged) {
            Kept anew = kept.with(sound.response(), judgement.request());
            store(anew);
            return anew;
        }
        pass(Duration.ZERO);
        if (!tagged || (storing instanceof Storing.Pass refusal && !Course.OF_REQUESTS.contains(refusal.reason()))) {
            cache.invalidate(place.key());
        }
        return kept.with(kept.response().with(renewed.fields()), judgement.request());
    }

    /** @param kept what is there */
    void learn(Course.Learn learnt, Kept kept) {
        if (learnt.update() == HeadUpdate.RENEW) {
            var unused = renew(kept, learnt.renewed());
            return;
        }
        pass(Duration.ZERO);
        if (learnt.update() == HeadUpdate.MAKE_STALE) {
            cache.invalidateSoftly(place.key());
        }
    }
}
