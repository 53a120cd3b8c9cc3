package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.rfc9111.AfterFailure;
import dev.cacheplane.sdk.http.internal.rfc9111.Freshening;
import dev.cacheplane.sdk.http.internal.rfc9111.HeadUpdate;
import dev.cacheplane.sdk.http.internal.rfc9111.ResponseHead;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredVariant;
import dev.cacheplane.sdk.http.internal.rfc9111.Storing;
import dev.cacheplane.sdk.http.internal.rfc9111.Unstorable;
import dev.cacheplane.sdk.http.internal.rfc9111.Validation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a handler's response, decided when its head is complete. Pure; carried out by {@link Asking}. */
sealed interface Course {
    /** For so long nobody waits for a response that is not for storing, as the last one was not. */
    Duration PASSES = Duration.ofSeconds(10);
    /** The same after an error or a redirect, which whoever asks otherwise may not get. */
    Duration FAILS = Duration.ofSeconds(1);
    /** Errors of a client that are the resource's; with all others whoever asks is refused for how he asks, whatever they say of storing. */
    Set<Integer> OF_RESOURCES = Set.of(404, 405, 410, 414);
    /** Reasons that lie in the request: another's response may be stored. */
    Set<Unstorable> OF_REQUESTS =
            Set.of(Unstorable.METHOD, Unstorable.REQUEST_NO_STORE, Unstorable.AUTHORIZATION, Unstorable.COOKIE);

    /**
     * The client gets it, and that is all.
     *
     * @param reason why it is not stored; null where that goes without saying
     * @param pause for how long nobody waits for another such response
     */
    record Pass(@Nullable String reason, Duration pause) implements Course {}

    /** The client gets it, and then it is stored. */
    record Store(StoredResponse response, StoredVariant variant) implements Course {}

    /** The client gets it, which is an answer to {@code HEAD} and says something of what is stored. */
    record Learn(HeadUpdate update, ResponseHead renewed) implements Course {}

    /**
     * The client gets what is stored, which is good still.
     *
     * @param renewed with this header; null if what the handler said was about something else
     */
    record Confirm(@Nullable ResponseHead renewed) implements Course {}

    /** The client gets what is stored: the handler has failed. */
    record Spare(int status) implements Course {}

    /**
     * Decides.
     *
     * @param there what is stored for the request, and may be served in the place of a failure
     * @param spares whether it may
     * @param asked what the handler was asked by
     * @param leads whether the response may be stored
     */
    static Course of(
            Judgement judgement,
            @Nullable Kept there,
            boolean spares,
            Validation asked,
            boolean leads,
            ResponseHead head) {
        if (spares && AfterFailure.isFailure(head.status())) {
            return new Spare(head.status());
        }
        if (there != null && head.status() == 304 && asked.isOurs()) {
            return validated(judgement, there.response(), asked, head);
        }
        if (judgement.isHead()) {
            return there == null || !leads || judgement.personal()
                    ? new Pass(null, Duration.ZERO)
                    : new Learn(
                            HeadUpdate.of(there.response(), head, there.body().length),
                            Freshening.renewed(there.response(), head));
        }
        return stored(judgement, leads, head);
    }

    private static Course validated(Judgement judgement, StoredResponse stored, Validation asked, ResponseHead head) {
        if (!Freshening.identify(List.of(stored), asked, head).isEmpty()) {
            return new Confirm(Freshening.renewed(stored, head));
        }
        boolean aboutTheClients = judgement.request().has("if-none-match");
        return aboutTheClients ? new Pass(null, Duration.ZERO) : new Confirm(null);
    }

    private static Course stored(Judgement judgement, boolean leads, ResponseHead head) {
        Storing storing = Storing.of(judgement.cache(), judgement.request(), head);
        if (storing instanceof Storing.Pass refusal) {
            return new Pass(refusal.reason().toString(), pause(judgement, refusal.reason(), head.status()));
        }
        if (!judgement.spelling().mayBeForAll(head.status())) {
            return new Pass("spelling", Duration.ZERO);
        }
        StoredResponse response = ((Storing.Store) storing).response();
        if (CacheTags.of(response.fields()).isEmpty()) {
            return new Pass(CacheTags.FIELD, pauseAfter(head.status()));
        }
        return leads
                ? new Store(response, StoredVariant.of(response, judgement.request()))
                : new Pass(null, Duration.ZERO);
    }

    private static Duration pause(Judgement judgement, Unstorable reason, int status) {
        boolean forThisRequest =
                OF_REQUESTS.contains(reason) || judgement.request().has("range") || status == 304 || status == 412;
        boolean refused = status >= 400 && status < 500 && !OF_RESOURCES.contains(status);
        return forThisRequest || refused ? Duration.ZERO : pauseAfter(status);
    }

    /** For how long nobody waits for the like. */
    static Duration pauseAfter(int status) {
        return status < 300 ? PASSES : FAILS;
    }
}
