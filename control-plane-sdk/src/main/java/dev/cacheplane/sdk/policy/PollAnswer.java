package dev.cacheplane.sdk.policy;

import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** What came of asking the control plane once. */
sealed interface PollAnswer {
    /**
     * A document that is new to us.
     *
     * @param hash that the control plane says it has; null if it does not say
     */
    record Document(
            ByteString json,
            @Nullable String hash,
            @Nullable String entityTag) implements PollAnswer {}

    /** We have the latest. */
    record Unchanged() implements PollAnswer {}

    /** No policies this time. */
    record Failure(Trouble trouble, String message) implements PollAnswer {}
}
