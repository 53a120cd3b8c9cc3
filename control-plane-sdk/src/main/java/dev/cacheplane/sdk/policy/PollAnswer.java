package dev.cacheplane.sdk.policy;

import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** What came of asking the control plane once. */
sealed interface PollAnswer {
    /** A document that is new to us. */
    record Document(ByteString json, @Nullable String entityTag) implements PollAnswer {}

    /** We have the latest. */
    record Unchanged() implements PollAnswer {}

    /** No policies this time. */
    record Failure(Trouble trouble, String message) implements PollAnswer {}

    /** Why a control plane gives no policies; one line is logged for each change, not for each attempt. */
    enum Trouble {
        /** None: it does. */
        NONE,
        /** It does not answer, or not in time. */
        UNREACHABLE,
        /** It does not accept our token. */
        REFUSED,
        /** It answers something that is no policy set of this service. */
        UNUSABLE
    }
}
